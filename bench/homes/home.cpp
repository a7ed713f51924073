// SPDX-License-Identifier: Apache-2.0
#include "homes/home.hpp"

#include "homes/faults.hpp"
#include "sim/deeds.hpp"
#include "sim/furnish.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

namespace porchlight::homes {

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

/// What is believed of homes that ask for help; one place, so that it can be argued with.
/// @source shared reference §6: 85, 12 and 3 % have one, two and three faults, 15 % are well.
constexpr double kWell = .15;
constexpr double kTwo = .12;
constexpr double kThree = .03;
constexpr double kSmeared = .6;

struct Making {
    Maker maker;
    double share;
    std::string_view hub;
    std::array<std::string_view, 3> cameras;
};
constexpr std::array kMakings{
    Making{Maker::BlinkHub,
           .4,
           "blink-sync-module-2",
           {"blink-outdoor-4", "blink-indoor-4", "blink-outdoor-3"}},
    Making{Maker::BlinkMini, .15, "", {"blink-mini", "blink-mini-2", "blink-mini"}},
    Making{Maker::Kasa, .15, "", {"kasa-camera", "kasa-indoor", "kasa-outdoor"}},
    Making{Maker::Tapo, .15, "", {"tapo-wired", "tapo-wired", "tapo-wired"}},
    Making{Maker::Own,
           .15,
           "porchlight-hub",
           {"porchlight-camera", "porchlight-camera", "porchlight-camera"}},
};

const Making& some_making(Dice& dice) {
    double at = dice.unit();
    for (const Making& making : kMakings) {
        at -= making.share;
        if (at < 0) {
            return making;
        }
    }
    return kMakings.back();
}

sim::DevicePlan furnished(std::string_view model, std::string_view name, int number,
                          sim::Side side) {
    auto plan = sim::furnish(model, std::string(name), number, side);
    if (!plan) {
        fmt::print(stderr, "{}\n", plan.error().message());
        std::exit(2);
    }
    return std::move(plan).value();
}

sim::HouseholdPlan some_plan(Home& home) {
    const Making& making = some_making(home.dice);
    home.maker = making.maker;
    home.has_our_hub = making.maker == Maker::Own || home.dice.chance(.4);
    // What is made for rooms hangs in one.
    const auto side = [&](std::string_view kind) {
        const bool is_for_rooms = kind.find("indoor") != std::string_view::npos ||
                                  kind.find("mini") != std::string_view::npos;
        return !is_for_rooms && home.dice.chance(.6) ? sim::Side::Outdoors : sim::Side::Indoors;
    };
    const auto model = [&] { return making.cameras.at(home.dice.below(making.cameras.size())); };
    sim::HouseholdPlan plan;
    plan.begins += hours(home.dice.below(24 * 60));
    plan.weather.coldest = home.dice.between(-2, 14);
    plan.weather.warmest = plan.weather.coldest + home.dice.between(5, 14);
    plan.router.security = home.dice.chance(.4) ? sim::Security::Wpa2Wpa3 : sim::Security::Wpa2;
    int number = 0;
    if (!making.hub.empty()) {
        plan.devices.push_back(furnished(making.hub, kHub, number++, sim::Side::Indoors));
        plan.devices.back().on_cable = home.maker == Maker::Own;
    }
    home.model = model();
    plan.devices.push_back(furnished(home.model, kCamera, number++, side(home.model)));
    const std::size_t others = home.dice.below(5);
    for (std::size_t i = 0; i < others; ++i) {
        const std::string_view kind = model();
        plan.devices.push_back(
            furnished(kind, fmt::format("Other {}", i + 1), number++, side(kind)));
    }
    plan.has_cloud_plan =
        home.maker == Maker::BlinkMini || home.maker == Maker::Kasa || home.maker == Maker::Tapo;
    return plan;
}

void move_in(Home& home, sim::HouseholdPlan plan) {
    home.household = std::make_unique<sim::Household>(std::move(plan), home.seed);
    home.camera = home.household->find(kCamera);
    home.hub = home.household->find(kHub);
}

double share_of(const FaultKind& kind, Mix mix) {
    switch (mix) {
        case Mix::Survey:
            return kind.share;
        case Mix::Uniform:
            return 1;
        case Mix::Hard:
            return 1 / kind.share;
    }
    return 1;
}

const FaultKind* draw(Home& home, Mix mix, bool is_benign) {
    std::vector<const FaultKind*> open;
    double all = 0;
    for (const FaultKind& kind : fault_kinds()) {
        if (kind.is_benign == is_benign && kind.fits(home) && !home.has(kind.name)) {
            open.push_back(&kind);
            all += share_of(kind, mix);
        }
    }
    double at = home.dice.unit() * all;
    for (const FaultKind* kind : open) {
        at -= share_of(*kind, mix);
        if (at < 0) {
            return kind;
        }
    }
    return nullptr;
}

void draw_faults(Home& home, Mix mix) {
    const bool is_well = home.dice.chance(kWell);
    const double more = home.dice.unit();
    const int count = is_well || more > kTwo + kThree ? 1 : more < kThree ? 3 : 2;
    for (int i = 0; i < count; ++i) {
        const FaultKind* kind = draw(home, mix, is_well);
        // What is being set up has had no time to get other faults.
        const bool is_alone = kind != nullptr && (kind->is_new || kind->is_outage);
        if (kind != nullptr && (home.faults.empty() || !is_alone)) {
            home.faults.push_back(kind);
        }
        if (is_alone) {
            break;
        }
    }
}

/// Lives on until its owner sees that something is wrong. @return Whether that came.
bool wait_for_trouble(Home& home) {
    constexpr int kMostLooks = 6 * 24 * 4;
    if (home.faults.front()->is_outage && home.faults.front()->name == "updating") {
        return !home.works();
    }
    int bad = 0;
    for (int i = 0; i < kMostLooks && bad < 2; ++i) {
        home.advance(minutes(10));
        bad = home.works() ? 0 : bad + 1;
    }
    return bad >= 2;
}

}  // namespace

std::span<const FaultKind> fault_kinds() {
    static const std::vector<FaultKind> kinds = [] {
        std::vector<FaultKind> all = camera_faults();
        const std::vector<FaultKind> homes = home_faults();
        all.insert(all.end(), homes.begin(), homes.end());
        return all;
    }();
    return kinds;
}

bool Home::has(std::string_view fault) const {
    return std::ranges::any_of(faults, [&](const FaultKind* kind) { return kind->name == fault; });
}

void Home::advance(Microseconds by) {
    household->advance(by);
}

bool Home::deed(std::string_view sentence) {
    const auto takes = sim::do_deed(*household, sentence);
    if (!takes) {
        return false;
    }
    // What goes on by itself for hours is not waited for.
    advance(*takes > minutes(10) ? Microseconds(0) : *takes);
    return true;
}

bool Home::works() {
    if (camera->is_in({device::Stage::Recording, device::Stage::RecordingLive})) {
        advance(minutes(1));
    }
    const bool plays = household->watch(*camera).is_good;
    household->stop_watching(*camera);
    const bool keeps = hub == nullptr || hub->life().storage != device::Storage::Faulty;
    return plays && keeps && camera->lens_clarity() >= kSmeared && !camera->has_web() &&
           camera->is_armed(household->plan().is_armed);
}

std::unique_ptr<Home> make_home(std::uint64_t seed, Mix mix) {
    auto home = std::make_unique<Home>();
    home->seed = seed;
    home->dice = Dice(seed);
    sim::HouseholdPlan plan = some_plan(*home);
    move_in(*home, plan);
    draw_faults(*home, mix);
    if (home->faults.empty()) {
        return nullptr;
    }
    for (const FaultKind* kind : home->faults) {
        if (kind->plan != nullptr) {
            kind->plan(*home, plan);
        }
    }
    move_in(*home, std::move(plan));
    home->advance(minutes(10 + home->dice.below(600)));
    for (const FaultKind* kind : home->faults) {
        if (kind->strike != nullptr) {
            kind->strike(*home);
        }
    }
    const bool is_benign = home->faults.front()->is_benign;
    const bool has_light = home->camera->light().row != nullptr || home->camera->lamp_is_on();
    const bool is_asked = is_benign ? has_light : wait_for_trouble(*home);
    return is_asked ? std::move(home) : nullptr;
}

}  // namespace porchlight::homes
