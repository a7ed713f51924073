// SPDX-License-Identifier: Apache-2.0
#include "walks/looks.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <string>

namespace porchlight::walks {

namespace {

using sim::Security;

Answer yes_if(bool is_so) {
    return is_so ? "yes" : "no";
}

bool router_is_up(const Look& look) {
    return look.household.router().is_up(look.household.now());
}

/// To the outside, whatever carries names.
bool line_is_up(const Look& look) {
    return router_is_up(look) && look.household.line().is_up;
}

bool is_in_conflict(const Look& look) {
    return look.household.router().is_in_conflict(look.device.plan().serial);
}

bool is_linked(const Look& look) {
    return look.device.is_in(device::kLinked);
}

// Its other cameras and its hub.

Answer other_cameras(const Look& look) {
    int all = 0;
    int online = 0;
    for (const auto& other : look.household.devices()) {
        if (other.get() != &look.device && other->behaviour().kind != device::Kind::Hub &&
            look.household.is_ours(*other)) {
            ++all;
            online += look.household.is_online(*other) ? 1 : 0;
        }
    }
    return all == 0 ? "" : online == all ? "fine" : online == 0 ? "same" : "some";
}

Answer hub_in_app(const Look& look) {
    return look.hub == nullptr ? "" : look.household.is_online(*look.hub) ? "online" : "offline";
}

Answer hub_plug(const Look& look) {
    return look.hub == nullptr ? "" : yes_if(look.hub->has_power());
}

Answer hub_moved(const Look& look) {
    constexpr double kFar = 12;
    return look.hub == nullptr
               ? ""
               : yes_if(sim::metres_between(look.hub->plan().at,
                                            look.household.router().plan().at) > kFar);
}

Answer recorder_itself(const Look& look) {
    return yes_if(look.hub == &look.device);
}

// The network, as people meet it.

Answer phone_internet(const Look& look) {
    return line_is_up(look) && look.household.line().has_dns ? "works" : "fails";
}

Answer modem_light(const Look& look) {
    return look.household.line().is_up ? "good" : "bad";
}

Answer other_devices(const Look& look) {
    return router_is_up(look) ? "fine" : "all_bad";
}

Answer maker_news(const Look& look) {
    return yes_if(!look.household.cloud(look.device.model().maker).is_up);
}

Answer works_by_number(const Look& look) {
    return yes_if(line_is_up(look) && !look.household.line().has_dns);
}

Answer wifi_bands(const Look& look) {
    const sim::RouterPlan& plan = look.household.router().plan();
    if (!plan.band24) {
        return "only_5";
    }
    return plan.steers && plan.band5 ? "steered" : "own_24";
}

Answer wifi_security(const Look& look) {
    switch (look.household.router().plan().security) {
        case Security::Wpa2:
            return "wpa2";
        case Security::Wpa2Wpa3:
            return "mixed";
        case Security::Wpa3:
            return "wpa3";
        case Security::Open:
            break;
    }
    return "old";
}

Answer wifi_channel(const Look& look) {
    constexpr int kLastOfAll = 11;
    const sim::RouterPlan& plan = look.household.router().plan();
    return plan.channel24 > kLastOfAll ? "high" : plan.moves_at_night ? "by_itself" : "fixed";
}

Answer crowded_air(const Look& look) {
    constexpr double kCrowded = .6;
    return yes_if(std::ranges::max(look.household.air().busy24) >= kCrowded);
}

Answer radio_noise(const Look& look) {
    return yes_if(std::ranges::any_of(look.household.air().microwaves, &sim::Microwave::runs));
}

Answer managed_wifi(const Look& look) {
    return yes_if(!look.household.router().plan().extenders.empty());
}

Answer pool(const Look& look) {
    return look.household.router().plan().addresses <
                   static_cast<int>(look.household.devices().size())
               ? "full"
               : "enough";
}

Answer address_now(const Look& look) {
    if (is_in_conflict(look)) {
        return "twice";
    }
    return look.household.router().address_of(look.device.plan().serial) ? "same" : "none";
}

Answer lease(const Look& look) {
    return look.household.router().address_of(look.device.plan().serial) ? "listed" : "missing";
}

Answer odd_letters(const Look& look) {
    const sim::WifiLogin& login = look.household.router().plan().login;
    const auto is_odd = [](const std::string& text) {
        return std::ranges::any_of(
            text, [](unsigned char c) { return std::isalnum(c) == 0 && c != '-' && c != ' '; });
    };
    return yes_if(is_odd(login.ssid) || is_odd(login.password));
}

Answer phone_in_setup(const Look& look) {
    return look.household.router().plan().steers && look.household.router().plan().band5 ? "five"
                                                                                         : "same";
}

/// Carries it to the router for five minutes, and back.
Answer works_nearer(const Look& look) {
    const sim::Position home = look.device.plan().at;
    const bool was_outdoors = look.device.plan().is_outdoors;
    sim::Position near = look.household.router().plan().at;
    near.x += 2;
    look.device.move_to(near, false);
    look.household.advance(std::chrono::minutes(5));
    const bool works = look.household.is_online(look.device);
    look.device.move_to(home, was_outdoors);
    look.household.advance(std::chrono::minutes(2));
    return yes_if(works);
}

constexpr std::array kSayings{
    Saying{"other_cameras", other_cameras},
    Saying{"hub_in_app", hub_in_app},
    Saying{"hub_plug", hub_plug},
    Saying{"hub_moved", hub_moved},
    Saying{"recorder_itself", recorder_itself},
    Saying{"phone_internet", phone_internet},
    Saying{"modem_light", modem_light},
    Saying{"other_devices", other_devices},
    Saying{"maker_news", maker_news},
    Saying{"works_by_number", works_by_number},
    Saying{"wifi_bands", wifi_bands},
    Saying{"wifi_security", wifi_security},
    Saying{"wifi_channel", wifi_channel},
    Saying{"crowded_air", crowded_air},
    Saying{"radio_noise", radio_noise},
    Saying{"managed_wifi", managed_wifi},
    Saying{"pool", pool},
    Saying{"address_now", address_now},
    Saying{"lease", lease},
    Saying{"odd_letters", odd_letters},
    Saying{"phone_in_setup", phone_in_setup},
    Saying{"works_nearer", works_nearer},
};

// What a hub's probes find.

Answer router_answers(const Look& look) {
    return yes_if(router_is_up(look));
}
Answer internet_by_address(const Look& look) {
    return yes_if(line_is_up(look));
}
Answer names_found(const Look& look) {
    return yes_if(line_is_up(look) && look.household.line().has_dns);
}
Answer names_elsewhere(const Look& look) {
    return yes_if(line_is_up(look));
}
Answer maker_name(const Look& look) {
    return names_found(look) == "yes" ? "found" : "";
}
Answer maker_answers(const Look& look) {
    const bool gets_there = names_found(look) == "yes";
    return yes_if(gets_there && look.household.cloud(look.device.model().maker).is_up);
}
Answer addresses_given(const Look& look) {
    const bool gives = router_is_up(look) && look.household.router().plan().addresses > 0;
    return gives ? "one" : "nobody";
}
Answer camera_ping(const Look& look) {
    if (!is_linked(look) || !router_is_up(look)) {
        return "no";
    }
    return is_in_conflict(look) ? "some" : "yes";
}
Answer address_age(const Look& look) {
    return is_linked(look) ? "now" : "long";
}
Answer address_twice(const Look& look) {
    return is_in_conflict(look) ? "two" : "one";
}
Answer address_kept(const Look& look) {
    return is_in_conflict(look) ? "taken" : "same";
}

constexpr std::array kProbes{
    Saying{"router_answers", router_answers},   Saying{"internet_by_address", internet_by_address},
    Saying{"names_found", names_found},         Saying{"names_elsewhere", names_elsewhere},
    Saying{"maker_name", maker_name},           Saying{"maker_answers", maker_answers},
    Saying{"addresses_given", addresses_given}, Saying{"camera_ping", camera_ping},
    Saying{"address_age", address_age},         Saying{"address_twice", address_twice},
    Saying{"address_kept", address_kept},
};

}  // namespace

std::span<const Saying> home_sayings() {
    return kSayings;
}
std::span<const Saying> probe_sayings() {
    return kProbes;
}

}  // namespace porchlight::walks
