// SPDX-License-Identifier: Apache-2.0
#include "homes/faults.hpp"

#include <fmt/format.h>

namespace porchlight::homes {

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// Power.

void old_cells(Home& home, sim::HouseholdPlan& plan) {
    camera_plan(plan).supply =
        sim::Pack{{sim::Cell(sim::Chemistry::Lithium, home.dice.between(.97, .995)),
                   sim::Cell(sim::Chemistry::Lithium, home.dice.between(.97, .995))}};
    plan.walkers.push_back({.name = "a passer-by", .at = {0, 0}, .times_a_day = 60});
    plan.walkers.back().at = camera_plan(plan).at;
}
void alkaline_in_frost(Home& home, sim::HouseholdPlan& plan) {
    const double used = home.dice.between(.15, .4);
    camera_plan(plan).supply = sim::Pack{
        {sim::Cell(sim::Chemistry::Alkaline, used), sim::Cell(sim::Chemistry::Alkaline, used)}};
    camera_plan(plan).is_outdoors = true;
    plan.weather.coldest = home.dice.between(-16, -9);
    plan.weather.warmest = plan.weather.coldest + 9;
    plan.walkers.push_back({.name = "a neighbour",
                            .at = camera_plan(plan).at,
                            .times_a_day = 40,
                            .first_hour = 0,
                            .last_hour = 23.9});
}
void hard_frost(Home& home, sim::HouseholdPlan& plan) {
    camera_plan(plan).is_outdoors = true;
    plan.weather.coldest = home.dice.between(-38, -31);
    plan.weather.warmest = plan.weather.coldest + 6;
}
void end_of_frost(Home& home) {
    home.household->in(hours(30 + home.dice.below(60)), [&home] {
        home.household->weather().coldest = 1;
        home.household->weather().warmest = 7;
        home.household->changed();
    });
}
void unplugged(Home& home) {
    home.deed(fmt::format("the person unplugs {}", name(home)));
}
void weak_adapter(Home& home, sim::HouseholdPlan& plan) {
    camera_plan(plan).supply =
        sim::Adapter{.volts = 5.0, .rated_milliamps = home.dice.between(380, 460), .cable = {}};
}
void long_cable(Home& home, sim::HouseholdPlan& plan) {
    camera_plan(plan).supply =
        sim::Adapter{.volts = 5.0,
                     .rated_milliamps = 1500,
                     .cable = {.metres = home.dice.between(5, 8), .gauge = 28}};
}

// Its place.

void far_away(Home& home) {
    const double metres = home.dice.between(16, 40);
    for (double more = 0; more < 80 && home.works(); more += 6) {
        home.deed(fmt::format("the person moves {} {:.0f} m away from the router", name(home),
                              metres + more));
        home.advance(minutes(3));
    }
}
void in_the_sun(Home& home, sim::HouseholdPlan& plan) {
    plan.weather.warmest = home.dice.between(27, 34);
    plan.weather.coldest = plan.weather.warmest - 12;
    plan.weather.sunshine = 1;
    sim::DevicePlan& camera = camera_plan(plan);
    camera.is_outdoors = true;
    camera.in_full_sun = true;
    camera.is_ventilated = false;
}
void dust(Home& home, sim::HouseholdPlan& plan) {
    camera_plan(plan).dust_a_day = home.dice.between(.12, .3);
}
void spider(Home& home) {
    home.deed(fmt::format("a spider spins a web on {}", name(home)));
}

// What it runs.

void leak(Home& home, sim::HouseholdPlan& plan) {
    // 64 MB: after some days.
    camera_plan(plan).leaks_mb_an_hour = home.dice.between(.8, 1.7);
}
void worn_flash(Home& home) {
    home.deed(fmt::format("the flash of {} loses its firmware", name(home)));
    home.deed(has_cells(home)
                  ? fmt::format("the person takes the cells out of {} for 10 s", name(home))
                  : fmt::format("the person unplugs {} for 10 s", name(home)));
}
void updating(Home& home) {
    home.deed(fmt::format("\"{}\" publishes new firmware", home.camera->model().maker));
    // It looks for news when it starts.
    home.deed(has_cells(home)
                  ? fmt::format("the person takes the cells out of {} for 30 s", name(home))
                  : fmt::format("the person unplugs {} for 30 s", name(home)));
    for (int i = 0; i < 60 && !home.camera->is_in({device::Stage::Updating}); ++i) {
        home.advance(seconds(5));
    }
}
void erased(Home& home) {
    home.deed(fmt::format("the person holds the button of {} for 12 s", name(home)));
    home.advance(minutes(2));
}

// Whose it is.

void second_hand(Home& /*home*/, sim::HouseholdPlan& plan) {
    sim::DevicePlan& camera = camera_plan(plan);
    camera.knows = sim::WifiLogin{"the other home", "their secret"};
    camera.owner = sim::kOtherHome;
}
void add_second_hand(Home& home) {
    erased(home);
    home.deed(fmt::format("the person adds {} in the app", name(home)));
}
void brand_new(Home& /*home*/, sim::HouseholdPlan& plan) {
    sim::DevicePlan& camera = camera_plan(plan);
    camera.is_set_up = false;
    camera.owner = {};
}
void steered(Home& home, sim::HouseholdPlan& plan) {
    brand_new(home, plan);
    plan.router.steers = true;
    plan.router.at = {4, 3};
    camera_plan(plan).at = {4.5, 3};
}
void add_new(Home& home) {
    home.advance(minutes(2));
    home.deed(fmt::format("the person adds {} in the app", name(home)));
    home.advance(minutes(2));
}
void disarmed(Home& home) {
    home.deed("the person disarms the home");
}

// Nothing.

void wait_for_night(Home& home) {
    for (int i = 0; i < 48 && !home.camera->lamp_is_on(); ++i) {
        home.advance(minutes(30));
    }
}
void somebody_comes(Home& home) {
    home.deed(fmt::format("somebody walks past {} at 2 m", name(home)));
    home.advance(seconds(1));
    home.light_seen = home.camera->light().pattern;
}

}  // namespace

std::vector<FaultKind> camera_faults() {
    return {
        {"cells empty",
         {"power.battery_low"},
         {"new_lithium_cells", "charge_battery"},
         10,
         has_cells,
         old_cells,
         nullptr,
         "",
         "always"},
        {"alkaline in frost",
         {"power.battery_wrong_chemistry", "device.too_cold", "power.battery_low"},
         {"new_lithium_cells"},
         2.5,
         freezes,
         alkaline_in_frost,
         nullptr,
         "",
         "cold"},
        {"hard frost",
         {"device.too_cold"},
         {"wait_until_warm"},
         1,
         is_for_outside,
         hard_frost,
         end_of_frost,
         "",
         "cold"},
        {"unplugged",
         {"power.adapter_missing_or_unplugged"},
         {"plug_in"},
         4,
         is_wired,
         nullptr,
         unplugged,
         "",
         "always"},
        {"weak adapter",
         {"power.adapter_underpowered"},
         {"own_adapter"},
         3,
         is_wired,
         weak_adapter,
         nullptr,
         "",
         "night"},
        {"long thin cable",
         {"power.cable_voltage_drop"},
         {"shorter_cable"},
         1.5,
         is_wired,
         long_cable,
         nullptr,
         "moved_camera",
         "night"},
        {"too far away",
         {"wifi.weak_signal"},
         {"closer_to_router", "add_extender"},
         7,
         any,
         nullptr,
         far_away,
         "moved_camera",
         "comes_and_goes"},
        {"in the sun",
         {"device.overheating"},
         {"cool_place"},
         1.5,
         is_for_outside,
         in_the_sun,
         nullptr,
         "",
         "heat"},
        {"dusty lens", {"lens.dirty"}, {"clean_lens"}, 3, is_wired, dust, nullptr, "", "always"},
        {"spider",
         {"motion.spider_web", "lens.dirty"},
         {"clean_lens", "remove_web"},
         2,
         has_lamp,
         nullptr,
         spider,
         "",
         "night"},
        {"firmware leaks",
         {"device.firmware_hung"},
         {"restart_camera"},
         8,
         is_wired,
         leak,
         nullptr,
         "",
         "after_days"},
        {"worn flash",
         {"device.hardware_fault", "device.firmware_corrupt"},
         {},
         2,
         any,
         nullptr,
         worn_flash,
         "",
         "always"},
        {"updating",
         {"device.firmware_updating"},
         {"wait_for_the_update"},
         2,
         any,
         nullptr,
         updating,
         "",
         "always",
         false,
         true},
        {"erased by its button",
         {"device.in_setup_mode"},
         {"finish_setup", "join_again"},
         3,
         any,
         nullptr,
         erased,
         "reset",
         "always"},
        {"second hand",
         {"account.registered_to_other"},
         {"former_owner_deletes_it"},
         3,
         any,
         second_hand,
         add_second_hand,
         "second_hand",
         "always",
         false,
         false,
         true},
        {"steered to 5 GHz",
         {"wifi.band_steering"},
         {"pause_5ghz", "own_24_wifi"},
         3,
         needs_24_alone,
         steered,
         add_new,
         "",
         "always",
         false,
         false,
         true},
        {"disarmed",
         {"motion.recording_disabled"},
         {"arm_system"},
         3,
         any,
         nullptr,
         disarmed,
         "",
         "always"},
        {"night lamp",
         {"none.benign_infrared_lamp"},
         {"light_is_infrared"},
         3,
         has_lamp,
         nullptr,
         wait_for_night,
         "",
         "night",
         true},
        {"recording light",
         {"device.normal_recording_led"},
         {"light_is_recording"},
         3,
         any,
         nullptr,
         somebody_comes,
         "",
         "at_motion",
         true},
        {"waits to be added",
         {"none.benign_pairing_light"},
         {"light_is_pairing", "finish_setup"},
         1.5,
         any,
         brand_new,
         nullptr,
         "",
         "always",
         true,
         false,
         true},
    };
}

}  // namespace porchlight::homes
