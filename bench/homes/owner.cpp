// SPDX-License-Identifier: Apache-2.0
#include "homes/owner.hpp"

#include "light/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace porchlight::homes {

namespace {

using std::string;
using std::string_view;

/// Wrong by mistake, so often.
constexpr double kMisreads = .06;
/// What people cannot say; of what needs a look into the router's pages, more.
constexpr double kDoesNotKnow = .12;
constexpr double kHardToSay = .55;
constexpr std::array<string_view, 12> kHard{"lease",           "address_now",   "pool",
                                            "wifi_channel",    "wifi_security", "wifi_bands",
                                            "router_extras",   "signal",        "modem_light",
                                            "works_by_number", "hub_light",     "managed_wifi"};

/// What people have and do, whatever is wrong: how often the answer is not the plain one.
struct Habit {
    string_view observation;
    string_view usual;
    string_view other;
    double share;
};
constexpr std::array kHabits{
    Habit{"odd_letters", "no", "yes", .3},
    Habit{"crowded_air", "no", "yes", .3},
    Habit{"managed_wifi", "no", "yes", .25},
    Habit{"join_guard", "no", "yes", .06},
    Habit{"router_extras", "no", "yes", .3},
    Habit{"second_router", "no", "yes", .2},
    Habit{"name_server", "no", "yes", .1},
    Habit{"network_filter", "no", "yes", .1},
    Habit{"separate_nets", "no", "yes", .07},
    Habit{"hub_moved", "no", "yes", .07},
    Habit{"home_program", "no", "yes", .2},
    Habit{"driven_hard", "no", "yes", .15},
    Habit{"several_viewers", "no", "yes", .2},
    Habit{"tried_much", "no", "yes", .35},
    Habit{"behind_glass", "no", "yes", .15},
    Habit{"zone_fits", "yes", "no", .15},
    Habit{"old_generation", "no", "yes", .2},
    Habit{"web_seen", "no", "yes", .1},
    Habit{"program_old", "no", "yes", .15},
    Habit{"power_cable", "no", "yes", .15},
    Habit{"supply", "own_adapter", "other_adapter", .15},
    Habit{"wifi_channel", "by_itself", "fixed", .4},
    Habit{"wifi_bands", "one_name", "own_24", .45},
    Habit{"password_checked", "yes", "no", .15},
    Habit{"socket", "yes", "no", .03},
    Habit{"router_steady", "steady", "drops", .1},
    Habit{"cell_kind", "lithium", "alkaline", .2},
    Habit{"only_light", "no", "yes", .03},
    Habit{"maker_news", "no", "yes", .04},
    Habit{"radio_noise", "no", "yes", .05},
    Habit{"firmware_age", "latest", "newer", .2},
    Habit{"press", "not_held", "short", .08},
    Habit{"rtsp_port_on", "yes", "unknown", .3},
    Habit{"phone_in_setup", "same", "five", .1},
    Habit{"password_length", "usual", "long", .05},
    Habit{"provider_fault", "no", "yes", .03},
    Habit{"hub_plug", "yes", "no", .02},
};
/// What nobody in these homes has; a stray "yes" comes of a question misunderstood.
constexpr double kStrayYes = .03;

bool is_one_of(string_view id, std::span<const string_view> list) {
    return std::ranges::find(list, id) != list.end();
}

string yes_no(bool is_so) {
    return is_so ? "yes" : "no";
}

bool has_colour(string_view pattern, string_view colour) {
    return pattern.find(colour) != string_view::npos;
}

/// A light as people name it.
string name_of(string_view pattern) {
    const bool two = pattern.find('/') < pattern.find_first_of("0123456789");
    const bool blinks = pattern.find("blink") != string_view::npos;
    if (two && has_colour(pattern, "red")) {
        return has_colour(pattern, "blue") ? "red_blue" : "red_green";
    }
    if (pattern.find("x ") != string_view::npos) {
        return "red_groups";
    }
    if (has_colour(pattern, "blue") && has_colour(pattern, "green")) {
        return "blue_green";
    }
    for (const string_view colour : {"red", "blue", "green", "white"}) {
        if (has_colour(pattern, colour)) {
            return string(colour) + (blinks ? "_blink" : "_steady");
        }
    }
    return has_colour(pattern, "amber") ? "amber" : "off";
}

/// The two lights of a hub.
string hub_light_of(string_view pattern) {
    const size_t blue = pattern.find("blue");
    const size_t green = pattern.find("green");
    const size_t blink = pattern.find("blink");
    if (pattern == "off") {
        return "off";
    }
    if (blue != string_view::npos && green != string_view::npos) {
        if (blink == string_view::npos) {
            return "as_usual";
        }
        return blink > green ? "blue_steady_green_blink" : "blue_blink_green_steady";
    }
    if (blue != string_view::npos && blink != string_view::npos) {
        return "blue_blink";
    }
    return has_colour(pattern, "red") ? "red_steady" : "as_usual";
}

}  // namespace

string Owner::light() {
    // Whoever sees a red glow at night sees the lamp and not the light.
    if (home_.has("night lamp") && home_.camera->lamp_is_on()) {
        return "red_glow_at_night";
    }
    if (!home_.light_seen.empty()) {
        return name_of(home_.light_seen);
    }
    // Where no source tells what it shows, nobody here can.
    const sim::ShownLight& light = home_.camera->light();
    return home_.camera->has_power() && light.row == nullptr ? "" : name_of(light.pattern);
}

string Owner::others() {
    int all = 0;
    int bad = 0;
    for (const auto& device : home_.household->devices()) {
        if (device.get() != home_.camera && device.get() != home_.hub) {
            ++all;
            bad += home_.household->is_online(*device) ? 0 : 1;
        }
    }
    return all == 0 ? "" : bad == 0 ? "fine" : bad == all ? "same" : "some";
}

/// What can be seen in the household.
std::optional<string> Owner::seen(string_view id) {
    sim::Household& house = *home_.household;
    sim::Device& camera = *home_.camera;
    const FaultKind& fault = *home_.faults.front();
    const bool router = house.router().is_up(house.now());
    const bool line = house.line().reaches_world();
    const auto* adapter = std::get_if<sim::Adapter>(&camera.plan().supply);
    const auto* pack = std::get_if<sim::Pack>(&camera.plan().supply);
    // What is in no app yet has no state there.
    constexpr std::array<string_view, 4> kOfTheApp{"app_says", "picture", "clips", "vendor_app_ok"};
    if (home_.has("waits to be added") && is_one_of(id, kOfTheApp)) {
        return std::nullopt;
    }
    if (id == "app_says") {
        if (home_.has("second hand") && !is_online()) {
            return "error";
        }
        const bool plays = is_online() && house.watch(camera).is_good;
        house.stop_watching(camera);
        return plays ? "online" : is_online() ? "error" : "offline";
    }
    if (id == "light") {
        const string shown = light();
        return shown.empty() ? std::nullopt : std::optional(shown);
    }
    if (id == "light_when") {
        return home_.has("night lamp")        ? "dark"
               : home_.has("recording light") ? "recording"
               : fault.is_new                 ? "setup"
                                              : "any";
    }
    if (id == "cells" && pack != nullptr) {
        // An app shows what it heard last.
        const bool is_heard = is_online() || home_.dice.chance(.7);
        return is_heard && camera.life().battery != device::Battery::Good ? "low" : "ok";
    }
    if (id == "cell_kind" && pack != nullptr && home_.has("alkaline in frost")) {
        return "alkaline";
    }
    if (id == "since") {
        return fault.is_new ? "setting_up" : "worked_before";
    }
    if (id == "other_cameras") {
        const string how = others();
        return how.empty() ? std::nullopt : std::optional(how);
    }
    if (id == "other_devices") {
        const bool strange =
            house.router().plan().security == sim::Security::Wpa3 || !house.router().plan().band24;
        return !router ? "all_bad" : strange && home_.dice.chance(.6) ? "smart_bad" : "fine";
    }
    if (id == "phone_internet") {
        return router && line ? "works" : "fails";
    }
    if (id == "modem_light") {
        return house.line().is_up ? "good" : "bad";
    }
    if (id == "provider_fault" && !house.line().is_up) {
        return home_.dice.chance(.4) ? std::optional<string>("yes") : std::nullopt;
    }
    if (id == "works_by_number") {
        return yes_no(router && house.line().is_up && !house.line().has_dns);
    }
    if (home_.hub != nullptr && id == "hub_in_app") {
        return house.is_online(*home_.hub) ? "online" : "offline";
    }
    if (home_.hub != nullptr && id == "hub_light") {
        return hub_light_of(home_.hub->light().pattern);
    }
    if (home_.hub != nullptr && id == "hub_plug") {
        return yes_no(home_.hub->is_connected());
    }
    if (id == "recent_change") {
        return fault.recent.empty() ? "nothing" : string(fault.recent);
    }
    if (id == "same_wifi_name" && !fault.recent.empty()) {
        return home_.has("new router") || home_.has("password changed") ? "other" : "no_new";
    }
    if (id == "wifi_bands" && !house.router().plan().band24) {
        return "only_5";
    }
    if (id == "wifi_bands" && house.router().plan().steers) {
        return home_.dice.chance(.3) ? "steered" : "one_name";
    }
    if (id == "wifi_security") {
        const auto security = house.router().plan().security;
        return security == sim::Security::Wpa3       ? "wpa3"
               : security == sim::Security::Wpa2Wpa3 ? "mixed"
                                                     : "wpa2";
    }
    if (id == "signal" || id == "signal_told") {
        const int rssi = house.link_of(camera).rssi.count();
        if (!is_online() && id == "signal") {
            return home_.dice.chance(.6) ? "none" : rssi > -70 ? "strong" : "weak";
        }
        return rssi > -70 ? "strong" : rssi > -78 && id == "signal_told" ? "fair" : "weak";
    }
    if (id == "distance") {
        constexpr double kFar = 12;
        return sim::metres_between(camera.plan().at, house.router().plan().at) > kFar ? "far"
                                                                                      : "near";
    }
    if (id == "works_nearer") {
        return yes_no(home_.has("too far away") ||
                      (home_.has("microwave") && home_.dice.chance(.7)));
    }
    if (id == "crowded_air" && home_.has("air is full")) {
        return "yes";
    }
    if (id == "radio_noise" && home_.has("microwave")) {
        return "yes";
    }
    if (id == "when_bad") {
        return string(fault.when_bad);
    }
    if (id == "restart_helps") {
        return yes_no(home_.has("firmware leaks") || home_.has("weak adapter") ||
                      (home_.has("too far away") && home_.dice.chance(.3)));
    }
    if (id == "restarts") {
        return yes_no(home_.has("weak adapter") || home_.has("long thin cable") ||
                      home_.has("alkaline in frost"));
    }
    if (id == "gets_stuck") {
        return yes_no(camera.is_in({device::Stage::Hung}));
    }
    if (id == "socket" && home_.has("unplugged")) {
        return "no";
    }
    if (id == "supply" && home_.has("weak adapter")) {
        const double which = home_.dice.unit();
        return which < .6 ? "other_adapter" : which < .85 ? "device_port" : "own_adapter";
    }
    if (id == "power_cable" && adapter != nullptr && adapter->cable.metres > 3) {
        return "yes";
    }
    if (id == "temperature_felt") {
        const double warmth = house.warmth_of(camera).degrees();
        return warmth > 42 ? "hot" : warmth < -8 ? "cold" : "normal";
    }
    if (id == "lease") {
        const bool is_joined = camera.is_in(device::kLinked);
        return is_joined ? "listed" : home_.has("no addresses left") ? "no_lease" : "missing";
    }
    if (id == "address_now") {
        return house.router().is_in_conflict(camera.plan().serial) ? "twice"
               : home_.has("no addresses left")                    ? "none"
                                                                   : "same";
    }
    if (id == "pool") {
        return home_.has("no addresses left") ? "full" : "enough";
    }
    if (id == "join_stops_at") {
        return home_.has("steered to 5 GHz") ? "joining" : "no";
    }
    if (id == "picture") {
        const string says = seen("app_says").value_or("");
        return says != "online"             ? "none"
               : camera.has_web()           ? "white_haze"
               : camera.lens_clarity() < .6 ? "blurred"
                                            : "fine";
    }
    if (id == "clips") {
        const bool is_kept =
            home_.hub == nullptr || home_.hub->life().storage != device::Storage::Faulty;
        return camera.has_web()                                                      ? "too_many"
               : !camera.is_armed(house.plan().is_armed) || !is_kept || !is_online() ? "none"
                                                                                     : "fine";
    }
    if (id == "armed") {
        return yes_no(camera.is_armed(house.plan().is_armed));
    }
    if (id == "memory_card" && home_.hub != nullptr) {
        return home_.hub->life().storage == device::Storage::Faulty ? "full" : "fine";
    }
    if (id == "wipe_helps") {
        return yes_no(camera.has_web() || camera.lens_clarity() < .6);
    }
    if (id == "web_seen" && camera.has_web()) {
        return "yes";
    }
    if (id == "button") {
        return "not_tried";
    }
    if (id == "press" && home_.has("erased by its button")) {
        return "long";
    }
    if (id == "updating_now") {
        return yes_no(camera.is_in({device::Stage::Updating}));
    }
    if (id == "only_light") {
        return yes_no(fault.is_benign);
    }
    if (id == "error_text") {
        return home_.has("second hand")  ? "already_registered"
               : home_.asks_too_often    ? "rate"
               : home_.has("cloud down") ? (home_.dice.chance(.5) ? "server" : "timed_out")
               : home_.has("line down")  ? "network_loading"
               : home_.has("names down") && home_.dice.chance(.3) ? "no_such_name"
                                                                  : "none";
    }
    if (id == "home_program" && home_.asks_too_often) {
        return "yes";
    }
    if (id == "maker_news" && home_.has("cloud down")) {
        return yes_no(home_.dice.chance(.7));
    }
    if (id == "network_filter" && home_.has("time blocked")) {
        return yes_no(home_.dice.chance(.5));
    }
    if (id == "vendor_app_ok") {
        return yes_no(seen("app_says") == "online");
    }
    if (id == "time_shown") {
        return camera.has_right_time() || !home_.has("time blocked") ? "right" : "far_off";
    }
    if (id == "fell_together" && !others().empty()) {
        return yes_no(others() == "same" && !fault.is_new);
    }
    if (id == "tried_much" && fault.is_benign) {
        return "no";
    }
    return std::nullopt;
}

/// What is so in this home whatever is wrong; fixed once it is known.
std::optional<string> Owner::habit(string_view id) {
    if (const auto known = habits_.find(id); known != habits_.end()) {
        return known->second;
    }
    const auto habit = std::ranges::find(kHabits, id, &Habit::observation);
    if (habit == kHabits.end()) {
        return std::nullopt;
    }
    const string_view value = dice_.chance(habit->share) ? habit->other : habit->usual;
    return habits_.emplace(id, value).first->second;
}

std::optional<string> Owner::truth(string_view id) {
    const auto what = seen(id);
    return what ? what : habit(id);
}

std::optional<string> Owner::answer(string_view id, const std::vector<string>& values) {
    const bool is_hard = is_one_of(id, kHard);
    if (dice_.chance(is_hard ? kHardToSay : kDoesNotKnow)) {
        return std::nullopt;
    }
    std::optional<string> what = truth(id);
    if (!what && values.size() == 2 && std::ranges::count(values, "no") == 1) {
        what = yes_no(dice_.chance(kStrayYes));
    }
    if (!what || std::ranges::count(values, *what) == 0) {
        return std::nullopt;
    }
    return dice_.chance(kMisreads) ? values[dice_.below(values.size())] : what;
}

std::optional<string> Owner::probe(string_view id) {
    if (!home_.has_our_hub) {
        return std::nullopt;
    }
    sim::Household& house = *home_.household;
    const bool router = house.router().is_up(house.now());
    const bool line = router && house.line().is_up;
    if (id == "router_answers") {
        return yes_no(router);
    }
    if (id == "internet_by_address") {
        return yes_no(line);
    }
    if (id == "names_found") {
        return yes_no(line && house.line().has_dns);
    }
    if (id == "names_elsewhere") {
        return yes_no(line);
    }
    if (id == "maker_name") {
        return line && house.line().has_dns ? "found" : "missing";
    }
    if (id == "maker_answers") {
        return yes_no(line && house.line().has_dns &&
                      house.cloud(home_.camera->model().maker).is_up);
    }
    if (id == "addresses_given") {
        return router && !home_.has("no addresses left") ? "one" : "nobody";
    }
    const bool is_silent =
        home_.camera->plan().serial.empty() || !home_.camera->is_in(device::kLinked) || !router;
    const bool is_twice = house.router().is_in_conflict(home_.camera->plan().serial);
    const bool is_wired = std::holds_alternative<sim::Adapter>(home_.camera->plan().supply);
    if (!is_wired) {
        return std::nullopt;  // it sleeps, and answers nobody
    }
    const bool is_slow = !carries_video(house.link_of(*home_.camera));
    if (id == "camera_ping") {
        return is_silent ? "no" : is_twice || is_slow ? "some" : "yes";
    }
    if (id == "address_age") {
        return is_silent ? "long" : "now";
    }
    if (id == "address_twice") {
        return is_twice ? "two" : is_silent ? std::nullopt : std::optional<string>("one");
    }
    if (id == "address_kept") {
        return is_twice ? "taken" : is_silent ? std::nullopt : std::optional<string>("same");
    }
    if (home_.maker != Maker::Own) {
        return std::nullopt;
    }
    if (id == "rtsp_port" || id == "onvif_port") {
        return is_silent ? "silent" : "open";
    }
    if (id == "stream_answer") {
        return is_silent ? "nothing" : "video";
    }
    if (id == "stream_flow" && !is_silent) {
        return is_slow ? "holes" : "steady";
    }
    if (id == "stream_packing" && !is_silent) {
        return "h264";
    }
    if (id == "same_net") {
        return "yes";
    }
    if (id == "certificate_dates" && !is_silent) {
        return "good";
    }
    return std::nullopt;
}

std::vector<Word> Owner::complaint() {
    std::vector<Word> words;
    const auto tell = [&](string_view id, double share) {
        const auto what = truth(id);
        if (what && dice_.chance(share)) {
            words.push_back({string(id), *what});
        }
    };
    const FaultKind& fault = *home_.faults.front();
    // Our own cameras tell their hub.
    if (home_.maker == Maker::Own && !fault.is_new) {
        tell("signal_told", 1);
        tell("fell_together", 1);
    }
    tell("app_says", fault.is_benign ? .3 : .8);
    if (light() != "off" && !light().empty()) {
        tell("light", fault.is_benign ? .95 : .5);
    }
    const bool is_light_told = !words.empty() && words.back().observation == "light";
    tell("only_light", !fault.is_benign ? 0 : is_light_told ? .5 : 1);
    tell("light_when", fault.is_benign ? .5 : 0);
    tell("since", .4);
    tell("other_cameras", .35);
    tell("recent_change", fault.recent.empty() ? 0 : .5);
    if (seen("error_text") != "none") {
        tell("error_text", .6);
    }
    if (seen("picture") == "blurred" || seen("picture") == "white_haze") {
        tell("picture", .9);
    }
    if (seen("clips") != "fine" && seen("app_says") == "online") {
        tell("clips", .9);
    }
    return words;
}

bool Owner::agrees(string_view step) {
    const FaultKind& fault = *home_.faults.front();
    return fault.is_benign && std::ranges::count(fault.remedies, step) > 0;
}

}  // namespace porchlight::homes
