// SPDX-License-Identifier: Apache-2.0
#include "intake/light_answers.hpp"
#include "light/text.hpp"
#include "sim/cell.hpp"
#include "walks/looks.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <tuple>
#include <variant>

namespace porchlight::walks {

namespace {

using device::Stage;

// Its light.

/// What is to be seen of it now: its status light, or in the dark its night lamp.
std::string light_now(const sim::Device& device) {
    const std::string& pattern = device.light().pattern;
    return pattern == "off" && device.lamp_is_on() ? "infrared" : pattern;
}

/// When something last passed where it looks, if that is not long ago.
std::optional<Microseconds> last_passing(const Look& look) {
    constexpr Microseconds kLately = std::chrono::hours(2);
    std::optional<Microseconds> last;
    for (const sim::Passing& passing : look.household.passings()) {
        const bool is_mine = passing.device == &look.device;
        last = is_mine && passing.at + kLately > look.household.now() ? std::optional(passing.at)
                                                                      : last;
    }
    return last;
}

/// A light that is dark now and shone when something passed is the one that people wonder about.
std::optional<std::string> light_of_motion(const Look& look) {
    const auto passed = last_passing(look);
    if (!passed || look.device.light().pattern != "off" || !is_listed_online(look)) {
        return std::nullopt;
    }
    for (const std::string& shown : look.device.lights_since(*passed)) {
        if (shown != "off") {
            return shown;
        }
    }
    return std::nullopt;
}

Answer named_by_its_drawing(const doctor::Observation& observation, const std::string& text) {
    const auto pattern = light::parse_pattern(text);
    const auto fits = intake::answers_to(observation, *pattern);
    const auto best = std::ranges::max_element(fits);
    return observation.values[static_cast<std::size_t>(best - fits.begin())].id;
}

Answer light(const Look& look) {
    return named_by_its_drawing(look.observation,
                                light_of_motion(look).value_or(light_now(look.device)));
}

Answer light_when(const Look& look) {
    const std::string now = light_now(look.device);
    if (now == "infrared") {
        return "dark";
    }
    if (look.device.is_in(device::kRecording | device::kLive) || light_of_motion(look)) {
        return "recording";
    }
    return look.device.is_pairing() && look.device.is_in({Stage::Pairing}) ? "setup" : "any";
}

Answer only_light(const Look& look) {
    const bool is_waiting = look.device.is_in({Stage::Pairing}) && !is_set_up(look);
    const bool is_well = look_at(look.household, look.device, nullptr) == View::Good &&
                         look.device.life().battery == device::Battery::Good &&
                         look.device.life().climate == device::Climate::Good;
    return is_well || is_waiting ? "yes" : "no";
}

Answer hub_light(const Look& look) {
    if (look.hub == nullptr) {
        return "";
    }
    return named_by_its_drawing(look.observation, look.hub->light().pattern);
}

// What the app says.

Answer app_says(const Look& look) {
    switch (look_at(look.household, look.device, nullptr)) {
        case View::Good:
            return "online";
        case View::Offline:
            return "offline";
        case View::Error:
            break;
    }
    return "error";
}

Answer error_text(const Look& look) {
    // What the app said last, and what it says when one looks now.
    for (const sim::StoryLine& line : look.household.story()) {
        if (line.who == "app" && line.what.find("already registered") != std::string::npos &&
            !look.household.is_ours(look.device)) {
            return "already_registered";
        }
    }
    std::string words;
    std::ignore = look_at(look.household, look.device, &words);
    return words == "busy" ? "busy" : words == "too many requests" ? "rate" : "none";
}

Answer cells(const Look& look) {
    if (!std::holds_alternative<sim::Pack>(look.device.plan().supply)) {
        return "";
    }
    // An app goes on showing what the camera last told.
    Answer last = "ok";
    for (const sim::StoryLine& line : look.household.story()) {
        if (line.who == look.device.name() && line.what.starts_with("measures ")) {
            last = line.what.find("good") == std::string::npos ? "low" : "ok";
        }
    }
    return last;
}

Answer firmware_age(const Look& look) {
    const int newest = look.household.cloud(look.device.model().maker).latest.number;
    return newest > look.device.firmware().number ? "newer" : "latest";
}

Answer updating_now(const Look& look) {
    return look.device.is_in({Stage::Updating}) ? "yes" : "no";
}

Answer signal(const Look& look) {
    constexpr int kWeak = -75;
    if (!look.device.is_in(device::kLinked)) {
        return "none";
    }
    return look.household.link_of(look.device).rssi.count() < kWeak ? "weak" : "strong";
}

Answer armed(const Look& look) {
    return look.device.is_armed(look.household.plan().is_armed) ? "yes" : "no";
}

Answer clips(const Look& look) {
    return armed(look) == "no" ? "none" : "fine";
}

// Its body.

Answer cell_kind(const Look& look) {
    const auto* pack = std::get_if<sim::Pack>(&look.device.plan().supply);
    if (pack == nullptr || pack->cells.empty()) {
        return "";
    }
    switch (pack->cells.front().chemistry()) {
        case sim::Chemistry::Lithium:
            return "lithium";
        case sim::Chemistry::Alkaline:
            return "alkaline";
        case sim::Chemistry::Nimh:
            break;
    }
    return "rechargeable";
}

Answer supply(const Look& look) {
    constexpr double kOwn = 1000;
    const auto* adapter = std::get_if<sim::Adapter>(&look.device.plan().supply);
    return adapter != nullptr && adapter->rated_milliamps < kOwn ? "other_adapter" : "own_adapter";
}

Answer power_cable(const Look& look) {
    constexpr double kLong = 3;
    constexpr int kThin = 26;
    const auto* adapter = std::get_if<sim::Adapter>(&look.device.plan().supply);
    const bool is_bad =
        adapter != nullptr && (adapter->cable.metres > kLong || adapter->cable.gauge > kThin);
    return is_bad ? "yes" : "no";
}

Answer socket(const Look& look) {
    return look.household.has_mains() && look.device.is_connected() ? "yes" : "no";
}

Answer temperature_felt(const Look& look) {
    switch (look.device.life().climate) {
        case device::Climate::TooHot:
            return "hot";
        case device::Climate::TooCold:
            return "cold";
        case device::Climate::Good:
            break;
    }
    constexpr double kHot = 40;
    constexpr double kFreezing = 0;
    const double inside = look.household.warmth_of(look.device).degrees();
    return inside > kHot ? "hot" : inside < kFreezing ? "cold" : "normal";
}

Answer distance(const Look& look) {
    constexpr double kNear = 10;
    const double metres =
        sim::metres_between(look.device.plan().at, look.household.router().plan().at);
    return metres < kNear && !look.device.plan().is_outdoors ? "near" : "far";
}

Answer picture(const Look& look) {
    constexpr double kSmeared = .6;
    std::string words;
    const View view = look_at(look.household, look.device, &words);
    if (view != View::Good) {
        return words.find("load") != std::string::npos ? "stutters" : "none";
    }
    return look.device.lens_clarity() < kSmeared ? "blurred" : "fine";
}

Answer wipe_helps(const Look& look) {
    constexpr double kSmeared = .6;
    return look.device.lens_clarity() < kSmeared || look.device.has_web() ? "yes" : "no";
}

Answer web_seen(const Look& look) {
    return look.device.has_web() ? "yes" : "no";
}

Answer gets_stuck(const Look& look) {
    return look.device.is_in({Stage::Hung}) ? "yes" : "no";
}

Answer when_bad(const Look& look) {
    const Answer felt = temperature_felt(look);
    if (felt != "normal") {
        return felt == "hot" ? "heat" : "cold";
    }
    return light_when(look) == "dark" ? "night" : light_of_motion(look) ? "at_motion" : "always";
}

constexpr std::array kSayings{
    Saying{"light", light},
    Saying{"light_when", light_when},
    Saying{"only_light", only_light},
    Saying{"hub_light", hub_light},
    Saying{"app_says", app_says},
    Saying{"vendor_app_ok",
           [](const Look& look) -> Answer { return app_says(look) == "online" ? "yes" : "no"; }},
    Saying{"error_text", error_text},
    Saying{"cells", cells},
    Saying{"firmware_age", firmware_age},
    Saying{"updating_now", updating_now},
    Saying{"signal", signal},
    Saying{"armed", armed},
    Saying{"clips", clips},
    Saying{"cell_kind", cell_kind},
    Saying{"supply", supply},
    Saying{"power_cable", power_cable},
    Saying{"socket", socket},
    Saying{"temperature_felt", temperature_felt},
    Saying{"distance", distance},
    Saying{"picture", picture},
    Saying{"wipe_helps", wipe_helps},
    Saying{"web_seen", web_seen},
    Saying{"gets_stuck", gets_stuck},
    Saying{"when_bad", when_bad},
};

}  // namespace

View look_at(sim::Household& household, sim::Device& device, std::string* words) {
    const bool is_hub = device.behaviour().kind == device::Kind::Hub;
    if (is_hub) {
        return household.is_online(device) ? View::Good : View::Offline;
    }
    const sim::AppAnswer answer = household.watch(device);
    if (words != nullptr) {
        *words = answer.words;
    }
    if (answer.is_good) {
        household.stop_watching(device);
        return View::Good;
    }
    return answer.words == "offline" ? View::Offline : View::Error;
}

bool is_listed_online(const Look& look) {
    return look.household.is_online(look.device);
}

bool is_set_up(const Look& look) {
    return look.device.plan().is_set_up && look.device.plan().owner == sim::kThisHome;
}

std::span<const Saying> camera_sayings() {
    return kSayings;
}

}  // namespace porchlight::walks
