// SPDX-License-Identifier: Apache-2.0
#include "sim/deed_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace porchlight::sim {

namespace {

// The router and the air.

Result<Microseconds> router_off_for(const Doing& doing) {
    Household& household = doing.household;
    household.router().power_off();
    household.changed();
    const Microseconds span = doing.gaps.duration(0);
    household.in(span, [&household] { household.router().power_on(household.now()); });
    household.in(span + Router::kBoot, [&household] { household.changed(); });
    return span;
}
Result<Microseconds> router_off(const Doing& doing) {
    doing.household.router().power_off();
    doing.household.changed();
    return kNow;
}
Result<Microseconds> router_on(const Doing& doing) {
    Household& household = doing.household;
    if (!household.has_mains()) {
        return wrong_deed("there is no power in the sockets; the router stays off");
    }
    if (!household.router().is_powered()) {
        household.router().power_on(household.now());
        household.in(Router::kBoot, [&household] { household.changed(); });
    }
    household.changed();
    return kNow;
}
Result<Microseconds> router_channel(const Doing& doing) {
    constexpr int kMost = 13;
    const double channel = doing.gaps.number(0);
    if (channel != std::floor(channel) || channel < 1 || channel > kMost) {
        return wrong_deed("a channel of 2.4 GHz is a whole number from 1 to 13");
    }
    Household& household = doing.household;
    household.router().retune(static_cast<int>(channel), household.now());
    household.changed();
    constexpr Microseconds kSettles = std::chrono::seconds(6);
    household.in(kSettles, [&household] { household.changed(); });
    return kNow;
}
Result<Microseconds> router_password(const Doing& doing) {
    doing.household.router().settings().login.password = doing.gaps.text(0);
    doing.household.changed();
    return kNow;
}
Result<Microseconds> router_name(const Doing& doing) {
    doing.household.router().settings().login.ssid = doing.gaps.text(0);
    doing.household.changed();
    return kNow;
}
Result<Microseconds> router_security(const Doing& doing) {
    const auto security = security_named(doing.gaps.text(0));
    if (!security) {
        return wrong_deed(
            "the security of a router is \"open\", \"wpa2\", \"wpa2/wpa3\" or \"wpa3\"");
    }
    doing.household.router().settings().security = *security;
    doing.household.changed();
    return kNow;
}
template <bool RouterPlan::* Setting, bool Value>
Result<Microseconds> router_setting(const Doing& doing) {
    doing.household.router().settings().*Setting = Value;
    doing.household.changed();
    return kNow;
}
Result<Microseconds> move_router(const Doing& doing) {
    doing.household.router().settings().at = {doing.gaps.number(0), doing.gaps.number(1)};
    doing.household.changed();
    return kNow;
}
Result<Microseconds> add_extender(const Doing& doing) {
    doing.household.router().settings().extenders.push_back(
        {doing.gaps.number(0), doing.gaps.number(1)});
    doing.household.changed();
    return kNow;
}
Result<Microseconds> router_addresses(const Doing& doing) {
    constexpr double kMost = 230;
    doing.household.router().settings().addresses =
        static_cast<int>(std::clamp(doing.gaps.number(0), 0.0, kMost));
    return kNow;
}
Result<Microseconds> router_leak(const Doing& doing) {
    doing.household.router().settings().leaks_mb_an_hour = std::max(0.0, doing.gaps.number(0));
    return kNow;
}
Result<Microseconds> squat(const Doing& doing) {
    const auto address = doing.household.router().address_of(doing.device->plan().serial);
    if (!address) {
        return wrong_deed(fmt::format("\"{}\" has no address", doing.device->name()));
    }
    doing.household.router().squat(*address);
    doing.household.changed();
    return kNow;
}
Result<Microseconds> microwave(const Doing& doing) {
    Household& household = doing.household;
    auto& ovens = household.air().microwaves;
    if (ovens.empty()) {
        ovens.push_back({});
    }
    ovens.back() = {.at = {doing.gaps.number(0), doing.gaps.number(1)}, .runs = true};
    household.changed();
    const Microseconds span = doing.gaps.duration(2);
    household.in(span, [&household] {
        household.air().microwaves.back().runs = false;
        household.changed();
    });
    return span;
}
Result<Microseconds> neighbours(const Doing& doing) {
    const double busy = std::clamp(doing.gaps.number(0) / 100, 0.0, 1.0);
    doing.household.air().busy24.fill(busy);
    doing.household.changed();
    return kNow;
}

// Line and cloud.

template <bool Line::* Part>
Result<Microseconds> line_part_for(const Doing& doing) {
    Household& household = doing.household;
    household.line().*Part = false;
    household.changed();
    const Microseconds span = doing.gaps.duration(0);
    household.in(span, [&household] {
        household.line().*Part = true;
        household.changed();
    });
    return span;
}
template <bool Line::* Part, bool Value>
Result<Microseconds> line_part(const Doing& doing) {
    doing.household.line().*Part = Value;
    doing.household.changed();
    return kNow;
}
Result<Microseconds> line_speed(const Doing& doing) {
    doing.household.line().up_mbit = doing.gaps.number(0);
    doing.household.changed();
    return kNow;
}
Result<Microseconds> cloud_for(const Doing& doing) {
    Household& household = doing.household;
    const std::string maker = doing.gaps.text(0);
    household.cloud(maker).is_up = false;
    household.changed();
    const Microseconds span = doing.gaps.duration(1);
    household.in(span, [&household, maker] {
        household.cloud(maker).is_up = true;
        household.changed();
    });
    return span;
}
Result<Microseconds> cloud_down(const Doing& doing) {
    doing.household.cloud(doing.gaps.text(0)).is_up = false;
    doing.household.changed();
    return kNow;
}
Result<Microseconds> cloud_up(const Doing& doing) {
    doing.household.cloud(doing.gaps.text(0)).is_up = true;
    doing.household.changed();
    return kNow;
}
Result<Microseconds> publish(const Doing& doing) {
    Release& latest = doing.household.cloud(doing.gaps.text(0)).latest;
    latest = {.number = latest.number + 1, .starts = true};
    return kNow;
}
Result<Microseconds> publish_broken(const Doing& doing) {
    Release& latest = doing.household.cloud(doing.gaps.text(0)).latest;
    latest = {.number = latest.number + 1, .starts = false};
    return kNow;
}

constexpr std::array kForms{
    DeedForm{"the person switches the router off for {time}", router_off_for},
    DeedForm{"the person switches the router off", router_off},
    DeedForm{"the person switches the router on", router_on},
    DeedForm{"the person puts the router on channel {number}", router_channel},
    DeedForm{"the person changes the Wi-Fi password to {text}", router_password},
    DeedForm{"the person renames the Wi-Fi to {text}", router_name},
    DeedForm{"the person sets the router to {word} security", router_security},
    DeedForm{"the person switches 5 GHz off", router_setting<&RouterPlan::band5, false>},
    DeedForm{"the person switches 5 GHz on", router_setting<&RouterPlan::band5, true>},
    DeedForm{"the person switches 2.4 GHz off", router_setting<&RouterPlan::band24, false>},
    DeedForm{"the person switches 2.4 GHz on", router_setting<&RouterPlan::band24, true>},
    DeedForm{"the person switches Smart Connect on", router_setting<&RouterPlan::steers, true>},
    DeedForm{"the person switches Smart Connect off", router_setting<&RouterPlan::steers, false>},
    DeedForm{"the person moves the router to {number} {number}", move_router},
    DeedForm{"the person puts an extender at {number} {number}", add_extender},
    DeedForm{"the router has {number} addresses", router_addresses},
    DeedForm{"the router leaks {number} MB an hour", router_leak},
    DeedForm{"a guest's laptop takes the address of {name}", squat},
    DeedForm{"a microwave at {number} {number} runs for {time}", microwave},
    DeedForm{"the neighbours fill {number} % of 2.4 GHz", neighbours},
    DeedForm{"the internet line is down for {time}", line_part_for<&Line::is_up>},
    DeedForm{"the internet line goes down", line_part<&Line::is_up, false>},
    DeedForm{"the internet line comes back", line_part<&Line::is_up, true>},
    DeedForm{"the name service is down for {time}", line_part_for<&Line::has_dns>},
    DeedForm{"the provider blocks time servers", line_part<&Line::has_ntp, false>},
    DeedForm{"the internet line uploads {number} Mbit a second", line_speed},
    DeedForm{"the cloud of {maker} is down for {time}", cloud_for},
    DeedForm{"the cloud of {maker} goes down", cloud_down},
    DeedForm{"the cloud of {maker} comes back", cloud_up},
    DeedForm{"{maker} publishes new firmware", publish},
    DeedForm{"{maker} publishes firmware that does not start", publish_broken},
};

}  // namespace

std::span<const DeedForm> network_deeds() {
    return kForms;
}

}  // namespace porchlight::sim
