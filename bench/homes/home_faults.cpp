// SPDX-License-Identifier: Apache-2.0
#include "homes/faults.hpp"

#include <fmt/format.h>

namespace porchlight::homes {

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// The router.

void router_leaks(Home& home, sim::HouseholdPlan& plan) {
    plan.router.leaks_mb_an_hour = home.dice.between(.4, .9);
}
void new_password(Home& home) {
    home.deed("the person changes the Wi-Fi password to \"another secret\"");
}
void new_name(Home& home) {
    home.deed("the person renames the Wi-Fi to \"new box\"");
    home.deed("the person changes the Wi-Fi password to \"another secret\"");
}
void wpa3(Home& home) {
    home.deed("the person sets the router to wpa3 security");
}
void only_5(Home& home) {
    home.deed("the person switches 2.4 GHz off");
}
void few_addresses(Home& home) {
    home.deed("the router has 0 addresses");
    home.deed("the power is cut for 1 min");
}
void conflict(Home& home) {
    home.deed(fmt::format("a guest's laptop takes the address of {}", name(home)));
}
void full_air(Home& home) {
    home.deed("the neighbours fill 97 % of 2.4 GHz");
}
void kitchen(Home& home) {
    const sim::Position at = home.camera->plan().at;
    home.deed(fmt::format("a microwave at {:.0f} {:.0f} runs for 300 min", at.x + 1, at.y + 1));
}

// The line and what is behind it.

void line_down(Home& home) {
    home.deed(fmt::format("the internet line is down for {} min",
                          static_cast<int>(home.dice.between(20, 230))));
}
void names_down(Home& home) {
    home.household->line().has_dns = false;
    home.household->changed();
}
void no_time(Home& home) {
    home.deed("the provider blocks time servers");
    home.deed("the power is cut for 1 min");
}
void cloud_down(Home& home) {
    home.deed(fmt::format("the cloud of \"{}\" is down for {} min", home.camera->model().maker,
                          static_cast<int>(home.dice.between(20, 230))));
}
void ask_all_the_time(Home& home) {
    if (!home.asks_too_often) {
        return;
    }
    constexpr int kAtOnce = 40;
    for (int i = 0; i < kAtOnce; ++i) {
        home.household->cloud(home.camera->model().maker).ask(home.household->now());
    }
    home.household->in(seconds(50), [&home] { ask_all_the_time(home); });
}
void home_program(Home& home) {
    home.asks_too_often = true;
    ask_all_the_time(home);
}

// The hub.

void hub_unplugged(Home& home) {
    home.deed(fmt::format("the person unplugs \"{}\"", home.hub->name()));
}
void hub_leaks(Home& home, sim::HouseholdPlan& plan) {
    named(plan, kHub).leaks_mb_an_hour = home.dice.between(.8, 1.7);
}
void hub_full(Home& home) {
    home.deed(fmt::format("the drive of \"{}\" has 1 MB left", home.hub->name()));
    home.deed(fmt::format("somebody walks past {} at 2 m", name(home)));
    home.advance(minutes(2));
}
void hub_elsewhere(Home& /*home*/, sim::HouseholdPlan& plan) {
    named(plan, kHub).knows = sim::WifiLogin{plan.router.login.ssid, "as it was before"};
}

}  // namespace

std::vector<FaultKind> home_faults() {
    return {
        {"router hung",
         {"router.hung"},
         {"restart_router"},
         6,
         any,
         router_leaks,
         nullptr,
         "",
         "after_days"},
        {"password changed",
         {"wifi.ssid_or_password_changed", "wifi.password_wrong"},
         {"hub_to_wifi", "join_again"},
         5,
         any,
         nullptr,
         new_password,
         "wifi_name_or_password",
         "always"},
        {"new router",
         {"wifi.ssid_or_password_changed"},
         {"hub_to_wifi", "join_again"},
         5,
         any,
         nullptr,
         new_name,
         "new_router",
         "always"},
        {"WPA3 alone",
         {"wifi.security_mode_incompatible"},
         {"wpa2_for_cameras"},
         2,
         needs_cloud,
         nullptr,
         wpa3,
         "router_settings",
         "always"},
        {"2.4 GHz off",
         {"wifi.band_5ghz_only"},
         {"turn_on_24", "own_24_wifi"},
         2,
         needs_24_alone,
         nullptr,
         only_5,
         "router_settings",
         "always"},
        {"no addresses left",
         {"net.dhcp_exhausted", "net.no_ip_assigned"},
         {"more_addresses"},
         1,
         joins_itself,
         nullptr,
         few_addresses,
         "",
         "always"},
        {"address taken",
         {"net.ip_conflict"},
         {"reserve_address", "restart_router"},
         1.5,
         joins_itself,
         nullptr,
         conflict,
         "",
         "comes_and_goes"},
        {"air is full",
         {"wifi.congestion", "wifi.interference"},
         {"fix_channel"},
         2,
         any,
         nullptr,
         full_air,
         "",
         "evening"},
        {"microwave",
         {"wifi.interference"},
         {"away_from_noise", "fix_channel"},
         1,
         any,
         nullptr,
         kitchen,
         "",
         "comes_and_goes"},
        {"line down",
         {"internet.outage"},
         {"wait_for_line"},
         5,
         needs_cloud,
         nullptr,
         line_down,
         "",
         "always",
         false,
         true},
        {"names down",
         {"net.dns_wrong", "internet.outage"},
         {"automatic_names"},
         1,
         needs_cloud,
         nullptr,
         names_down,
         "",
         "always"},
        {"time blocked",
         {"time.ntp_blocked", "time.clock_wrong"},
         {"allow_time_server"},
         .7,
         needs_cloud,
         nullptr,
         no_time,
         "power_cut",
         "always"},
        {"cloud down",
         {"cloud.outage"},
         {"wait_for_the_maker"},
         3,
         needs_cloud,
         nullptr,
         cloud_down,
         "",
         "always",
         false,
         true},
        {"asked too often",
         {"cloud.rate_limited"},
         {"ask_less_often"},
         1,
         needs_cloud,
         nullptr,
         home_program,
         "new_program",
         "comes_and_goes"},
        {"hub unplugged",
         {"hub.unplugged"},
         {"plug_in_hub"},
         2,
         has_hub,
         nullptr,
         hub_unplugged,
         "",
         "always"},
        {"hub hung",
         {"hub.hung"},
         {"restart_hub"},
         3,
         has_hub,
         hub_leaks,
         nullptr,
         "",
         "after_days"},
        {"hub has an old password",
         {"hub.offline", "wifi.password_wrong", "wifi.ssid_or_password_changed"},
         {"hub_to_wifi"},
         1,
         is_blink_hub,
         hub_elsewhere,
         nullptr,
         "",
         "always"},
        {"drive full",
         {"hub.storage_full"},
         {"make_room_on_hub", "free_space"},
         2,
         is_blink_hub,
         nullptr,
         hub_full,
         "",
         "always"},
    };
}

}  // namespace porchlight::homes
