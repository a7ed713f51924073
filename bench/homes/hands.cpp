// SPDX-License-Identifier: Apache-2.0
#include "homes/hands.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace porchlight::homes {

namespace {

using std::chrono::minutes;
using std::chrono::seconds;

bool has_cells(const Home& home) {
    return std::holds_alternative<sim::Pack>(home.camera->plan().supply);
}
std::string quoted(const sim::Device& device) {
    return fmt::format("\"{}\"", device.name());
}

void restart(Home& home) {
    if (home.camera->is_connected()) {
        home.deed(
            has_cells(home)
                ? fmt::format("the person takes the cells out of {} for 30 s", quoted(*home.camera))
                : fmt::format("the person unplugs {} for 30 s", quoted(*home.camera)));
    }
}
void cold_boot(Home& home) {
    home.deed(fmt::format("the person unplugs {}", quoted(*home.camera)));
    home.deed(fmt::format("the person holds the button of {} for 10 s", quoted(*home.camera)));
    home.deed(fmt::format("the person plugs {} in", quoted(*home.camera)));
}
void restart_router(Home& home) {
    home.deed("the person switches the router off for 30 s");
}
void restart_hub(Home& home) {
    if (home.hub != nullptr && home.hub->is_connected()) {
        home.deed(fmt::format("the person unplugs {} for 20 s", quoted(*home.hub)));
    }
}
void plug_in(Home& home) {
    home.deed(fmt::format("the person plugs {} in", quoted(*home.camera)));
}
void plug_in_hub(Home& home) {
    if (home.hub != nullptr) {
        home.deed(fmt::format("the person plugs {} in", quoted(*home.hub)));
    }
}
void new_cells(Home& home) {
    if (has_cells(home)) {
        home.deed(fmt::format("the person gives {} lithium cells that are 0 % used",
                              quoted(*home.camera)));
    }
}
/// Another supply behind a cable of that length and thickness.
template <int Milliamps, int Metres, int Gauge>
void supply(Home& home) {
    if (!has_cells(home)) {
        home.camera->put_in(sim::Adapter{.volts = 5.1,
                                         .rated_milliamps = Milliamps,
                                         .cable = {.metres = Metres, .gauge = Gauge}});
    }
}
/// The same adapter on a short thick cable.
void short_cable(Home& home) {
    if (const auto* adapter = std::get_if<sim::Adapter>(&home.camera->plan().supply)) {
        sim::Adapter better = *adapter;
        better.cable = {.metres = 1, .gauge = 20};
        home.camera->put_in(better);
    }
}
void closer(Home& home) {
    const sim::Position router = home.household->router().plan().at;
    home.camera->move_to({router.x + 2, router.y}, false);
}
void extender(Home& home) {
    const sim::Position at = home.camera->plan().at;
    home.deed(fmt::format("the person puts an extender at {:.0f} {:.0f}", at.x, at.y + 3));
}
void no_noise(Home& home) {
    for (sim::Microwave& oven : home.household->air().microwaves) {
        oven.runs = false;
    }
    home.household->changed();
}
void quiet_channel(Home& home) {
    sim::Air& air = home.household->air();
    // Neighbours rarely fill all three.
    air.busy24.at(2) = std::min(air.busy24.at(2), .4);
    home.deed(fmt::format("the person puts the router on channel {}", air.quietest_channel()));
}
bool pairs(const sim::Device& device) {
    return device.is_pairing();
}
/// Into pairing by its button, if need be, and into the app.
void join(Home& home, sim::Device& device) {
    if (!pairs(device)) {
        home.deed(fmt::format("the person holds the button of {} for 12 s", quoted(device)));
        home.advance(minutes(2));
    }
    home.deed(fmt::format("the person adds {} in the app", quoted(device)));
    home.advance(minutes(2));
}
void join_again(Home& home) {
    join(home, *home.camera);
}
/// The button, and all that comes after it.
void erase(Home& home) {
    home.deed(fmt::format("the person holds the button of {} for 12 s", quoted(*home.camera)));
    home.advance(minutes(2));
    home.deed(fmt::format("the person adds {} in the app", quoted(*home.camera)));
    home.advance(minutes(2));
}
void finish_setup(Home& home) {
    join(home, *home.camera);
}
void hub_to_wifi(Home& home) {
    if (home.hub != nullptr) {
        join(home, *home.hub);
    }
}
void old_wifi(Home& home) {
    home.household->router().settings().login = sim::RouterPlan().login;
    home.household->changed();
}
void own_24(Home& home) {
    home.deed("the person switches 2.4 GHz on");
    home.deed("the person switches Smart Connect off");
    if (home.faults.front()->is_new) {
        finish_setup(home);
    }
}
void turn_on_24(Home& home) {
    home.deed("the person switches 2.4 GHz on");
}
void pause_5(Home& home) {
    home.deed("the person switches 5 GHz off");
    home.advance(minutes(1));
    if (home.faults.front()->is_new) {
        finish_setup(home);
    }
    home.advance(minutes(2));
    home.deed("the person switches 5 GHz on");
}
void plain_wifi(Home& home) {
    home.deed("the person switches Smart Connect off");
}
void wpa2(Home& home) {
    home.deed("the person sets the router to wpa2 security");
}
void more_addresses(Home& home) {
    home.deed("the router has 100 addresses");
}
void own_address(Home& home) {
    restart_router(home);
}
void other_names(Home& home) {
    home.household->line().has_dns = true;
    home.household->changed();
}
void let_time_in(Home& home) {
    home.household->line().has_ntp = true;
    home.household->changed();
}
void ask_less(Home& home) {
    home.asks_too_often = false;
}
void empty_drive(Home& home) {
    if (home.hub != nullptr) {
        home.deed(fmt::format("the person empties the drive of {}", quoted(*home.hub)));
        home.deed(fmt::format("somebody walks past {} at 2 m", quoted(*home.camera)));
    }
}
void freed(Home& home) {
    home.deed(fmt::format("the previous owner deletes {} in their app", quoted(*home.camera)));
    join(home, *home.camera);
}
void wipe(Home& home) {
    home.camera->clean_lens();
}
void arm(Home& home) {
    home.deed("the person arms the home");
}
void shade(Home& home) {
    home.deed(fmt::format("the person gives {} shade and air", quoted(*home.camera)));
}

struct Hand {
    std::string_view step;
    void (*act)(Home&);
};
constexpr std::array kHands{
    Hand{"restart_camera", restart},
    Hand{"cold_boot_with_the_button", cold_boot},
    Hand{"restart_router", restart_router},
    Hand{"restart_hub", restart_hub},
    Hand{"plug_in", plug_in},
    Hand{"plug_in_hub", plug_in_hub},
    Hand{"new_lithium_cells", new_cells},
    Hand{"charge_battery", new_cells},
    Hand{"own_adapter", supply<1500, 2, 24>},
    Hand{"shorter_cable", short_cable},
    Hand{"closer_to_router", closer},
    Hand{"add_extender", extender},
    Hand{"away_from_noise", no_noise},
    Hand{"fix_channel", quiet_channel},
    Hand{"join_again", join_again},
    Hand{"factory_reset", erase},
    Hand{"hold_button_long", erase},
    Hand{"finish_setup", finish_setup},
    Hand{"hub_to_wifi", hub_to_wifi},
    Hand{"reset_hub", hub_to_wifi},
    Hand{"old_wifi_name", old_wifi},
    Hand{"own_24_wifi", own_24},
    Hand{"turn_on_24", turn_on_24},
    Hand{"pause_5ghz", pause_5},
    Hand{"plain_wifi", plain_wifi},
    Hand{"wpa2_for_cameras", wpa2},
    Hand{"more_addresses", more_addresses},
    Hand{"reserve_address", own_address},
    Hand{"automatic_address", own_address},
    Hand{"automatic_names", other_names},
    Hand{"allow_time_server", let_time_in},
    Hand{"ask_less_often", ask_less},
    Hand{"stop_polling", ask_less},
    Hand{"make_room_on_hub", empty_drive},
    Hand{"free_space", empty_drive},
    Hand{"former_owner_deletes_it", freed},
    Hand{"clean_lens", wipe},
    Hand{"remove_web", wipe},
    Hand{"arm_system", arm},
    Hand{"cool_place", shade},
};

}  // namespace

void carry_out(Home& home, std::string_view step) {
    const auto hand = std::ranges::find(kHands, step, &Hand::step);
    if (hand != kHands.end()) {
        hand->act(home);
    }
}

}  // namespace porchlight::homes
