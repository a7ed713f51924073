// SPDX-License-Identifier: Apache-2.0
#include "sim/claims.hpp"

#include "light/text.hpp"
#include "sim/sayings.hpp"
#include "sim/sentence.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <ranges>

namespace porchlight::sim {

namespace {

using device::Stage;
using device::StageSet;

struct Asking {
    Household& household;
    const Gaps& gaps;
    Microseconds since;
    Device* device;  ///< That the first gap names; null where it names none.
};

using Judge = Result<Verdict> (*)(const Asking&);
struct Form {
    std::string_view form;
    Judge judge;
};

Error wrong(std::string sentence) {
    return {ErrorCode::InvalidArgument, std::move(sentence)};
}

// The light.

/// Patterns are compared as light/ reads them, so that "red blink 1s" is "red blink 0.5s/0.5s".
Result<light::Pattern> pattern_of(std::string_view text) {
    const auto pattern = light::parse_pattern(text);
    return pattern ? Result<light::Pattern>(*pattern)
                   : Result<light::Pattern>(wrong(pattern.error().message()));
}

Result<Verdict> shows_pattern(const Asking& asking) {
    PL_TRY(const light::Pattern wanted, pattern_of(asking.gaps.text(1)));
    PL_TRY(const light::Pattern shown, pattern_of(asking.device->light().pattern));
    return Verdict{shown == wanted, fmt::format("it shows \"{}\"", asking.device->light().pattern)};
}

/// "battery-low" is battery_low of spec/models.
std::string as_written(std::string_view word) {
    std::string text(word);
    std::ranges::replace(text, '-', '_');
    return text;
}

Result<Verdict> shows_meaning(const Asking& asking) {
    const ShownLight& light = asking.device->light();
    const std::string wanted = as_written(asking.gaps.text(1));
    const std::string_view shown =
        light.row == nullptr ? "nothing" : device::model::word(light.row->meaning);
    return Verdict{shown == wanted || (wanted == "nothing" && light.pattern == "off"),
                   fmt::format("it shows {} (\"{}\")", shown, light.pattern)};
}

Result<Verdict> showed_pattern(const Asking& asking) {
    PL_TRY(const light::Pattern wanted, pattern_of(asking.gaps.text(1)));
    const auto shown = asking.device->lights_since(asking.since);
    const bool holds = std::ranges::any_of(shown, [&](const std::string& text) {
        const auto pattern = light::parse_pattern(text);
        return pattern && *pattern == wanted;
    });
    return Verdict{holds, fmt::format("it showed {}", fmt::join(shown, ", then "))};
}

Result<Verdict> never_showed_red(const Asking& asking) {
    const auto shown = asking.device->lights_since(asking.since);
    const bool holds = std::ranges::none_of(
        shown, [](const std::string& text) { return text.starts_with("red"); });
    return Verdict{holds, fmt::format("it showed {}", fmt::join(shown, ", then "))};
}

Result<Verdict> lamp(const Asking& asking) {
    const bool is_on = asking.device->lamp_is_on();
    return Verdict{is_on == (asking.gaps.text(1) == "on"), is_on ? "it is on" : "it is off"};
}

// What it is doing.

struct NamedStages {
    std::string_view name;
    StageSet stages;
};
constexpr std::array kNamedStages{
    NamedStages{"unpowered", {Stage::Unpowered, Stage::HungUnpowered}},
    NamedStages{"starting", {Stage::Starting}},
    NamedStages{"pairing", {Stage::Pairing}},
    NamedStages{"asleep", {Stage::Asleep}},
    NamedStages{"joining", {Stage::Joining}},
    NamedStages{"seeking-its-hub", {Stage::SeekingHub}},
    NamedStages{"idle", {Stage::Online}},
    NamedStages{"recording", device::kRecording},
    NamedStages{"live", device::kLive},
    NamedStages{"updating", {Stage::Updating}},
    NamedStages{"hung", {Stage::Hung}},
    NamedStages{"erasing", {Stage::Erasing}},
    NamedStages{"half-erased", {Stage::HalfErased}},
    NamedStages{"too-flat", {Stage::TooFlat}},
    NamedStages{"failed", {Stage::Failed}},
};

Verdict online(const Asking& asking, bool wanted) {
    const bool is_online = asking.household.is_online(*asking.device);
    return {is_online == wanted,
            fmt::format("the app says {}; it {}", is_online ? "online" : "offline",
                        words_of(asking.device->life().stage))};
}

Result<Verdict> is_doing(const Asking& asking) {
    const std::string& word = asking.gaps.text(1);
    if (word == "online" || word == "offline") {
        return online(asking, word == "online");
    }
    const auto found = std::ranges::find(kNamedStages, word, &NamedStages::name);
    if (found == kNamedStages.end()) {
        return wrong(fmt::format(
            "a device is online, offline or one of {}; not \"{}\"",
            fmt::join(kNamedStages | std::views::transform(&NamedStages::name), ", "), word));
    }
    return Verdict{asking.device->is_in(found->stages),
                   fmt::format("it {}", words_of(asking.device->life().stage))};
}

Result<Verdict> all_offline(const Asking& asking) {
    for (const auto& device : asking.household.devices()) {
        if (asking.household.is_online(*device)) {
            return Verdict{false, fmt::format("\"{}\" is online", device->name())};
        }
    }
    return Verdict{true, ""};
}

// What it remembers, and whose it is.

template <bool Wanted>
Result<Verdict> remembers(const Asking& asking) {
    const device::Memory& memory = asking.device->life().memory;
    const bool has_all = memory.has_wifi_credentials && memory.has_settings && memory.has_hub_key;
    const bool has_any = memory.has_wifi_credentials || memory.has_settings || memory.has_hub_key;
    return Verdict{
        Wanted ? has_all : !has_any,
        fmt::format("Wi-Fi {}, settings {}, pairing {}",
                    memory.has_wifi_credentials ? "kept" : "gone",
                    memory.has_settings ? "kept" : "gone", memory.has_hub_key ? "kept" : "gone")};
}

template <std::int64_t Home>
Result<Verdict> belongs(const Asking& asking) {
    const HomeId owner = asking.household.registry().owner_of(asking.device->plan().serial);
    return Verdict{owner == HomeId(Home), owner == kThisHome    ? "it belongs to this home"
                                          : owner == kOtherHome ? "it belongs to another home"
                                                                : "it belongs to nobody"};
}

// Its body.

Result<Verdict> cells(const Asking& asking) {
    constexpr std::array<std::string_view, 4> kWords{"good", "low", "critical", "flat"};
    const auto now = kWords.at(static_cast<std::size_t>(asking.device->life().battery));
    const auto measured = asking.device->cell_millivolts().value_or(Millivolts(0));
    return Verdict{now == asking.gaps.text(1),
                   fmt::format("they are {} ({} mV under load)", now, measured.count())};
}

template <device::Climate Wanted>
Result<Verdict> climate(const Asking& asking) {
    constexpr std::array<std::string_view, 3> kWords{"well", "too hot", "too cold"};
    const device::Climate now = asking.device->life().climate;
    return Verdict{now == Wanted,
                   fmt::format("it is {}", kWords.at(static_cast<std::size_t>(now)))};
}

template <bool IsAbove>
Result<Verdict> signal(const Asking& asking) {
    const int rssi = asking.household.link_of(*asking.device).rssi.count();
    const double limit = asking.gaps.number(1);
    return Verdict{IsAbove ? rssi > limit : rssi < limit, fmt::format("it is {} dBm", rssi)};
}

template <bool IsClear>
Result<Verdict> lens(const Asking& asking) {
    constexpr double kSmeared = .6;
    const double clarity = asking.device->lens_clarity();
    return Verdict{IsClear == (clarity >= kSmeared),
                   fmt::format("it lets {:.2f} through", clarity)};
}

Result<Verdict> firmware(const Asking& asking) {
    const int now = asking.device->firmware().number;
    return Verdict{now == static_cast<int>(asking.gaps.number(1)),
                   fmt::format("it runs firmware {}", now)};
}

// Clips, alerts, words.

Result<Verdict> drive_holds(const Asking& asking) {
    const int clips = asking.household.drive_of(*asking.device).clips;
    return Verdict{clips == static_cast<int>(asking.gaps.number(1)),
                   fmt::format("it holds {}", clips)};
}

Result<Verdict> cloud_holds(const Asking& asking) {
    const int clips = asking.household.clips_in_cloud();
    return Verdict{clips == static_cast<int>(asking.gaps.number(0)),
                   fmt::format("there are {}", clips)};
}

Result<Verdict> no_clip_lost(const Asking& asking) {
    const int lost = asking.household.clips_lost();
    return Verdict{lost == 0, fmt::format("{} were lost", lost)};
}

Result<Verdict> alert_arrives(const Asking& asking) {
    const bool holds = std::ranges::any_of(asking.household.alerts(), [&](const Alert& alert) {
        return alert.device == asking.device->name() && alert.begun >= asking.since &&
               alert.arrived && *alert.arrived <= asking.household.now();
    });
    return Verdict{holds, "none did"};
}

Result<Verdict> no_alert(const Asking& asking) {
    PL_TRY(const Verdict arrived, alert_arrives(asking));
    return Verdict{!arrived.holds, "one did"};
}

template <bool Wanted>
Result<Verdict> router_is_up(const Asking& asking) {
    const bool is_up = asking.household.router().is_up(asking.household.now());
    return Verdict{is_up == Wanted, is_up ? "it is up" : "it is down"};
}

bool is_said(const Asking& asking, std::string_view who, std::string_view what) {
    return std::ranges::any_of(asking.household.story(), [&](const StoryLine& line) {
        return line.at >= asking.since && (who.empty() || line.who == who) &&
               line.what.find(what) != std::string::npos;
    });
}

/// The last that it said.
Result<Verdict> app_said(const Asking& asking) {
    std::string last = "nothing";
    for (const StoryLine& line : asking.household.story()) {
        last = line.who == "app" && line.at >= asking.since ? line.what : last;
    }
    return Verdict{last.find(asking.gaps.text(0)) != std::string::npos,
                   fmt::format("it said: {}", last)};
}

Result<Verdict> told(const Asking& asking) {
    return Verdict{is_said(asking, asking.device->name(), asking.gaps.text(1)),
                   "it told nothing of that"};
}

constexpr std::array kForms{
    Form{"{name} shows {text}", shows_pattern},
    Form{"{name} shows {word}", shows_meaning},
    Form{"{name} showed {text}", showed_pattern},
    Form{"{name} never showed red", never_showed_red},
    Form{"the night lamp of {name} is {word}", lamp},
    Form{"{name} is too hot", climate<device::Climate::TooHot>},
    Form{"{name} is too cold", climate<device::Climate::TooCold>},
    Form{"{name} is neither too hot nor too cold", climate<device::Climate::Good>},
    Form{"{name} is {word}", is_doing},
    Form{"every device is offline", all_offline},
    Form{"{name} still remembers its Wi-Fi and its settings", remembers<true>},
    Form{"{name} has forgotten its Wi-Fi and its settings", remembers<false>},
    Form{"{name} still belongs to this home", belongs<kThisHome.value()>},
    Form{"{name} belongs to this home", belongs<kThisHome.value()>},
    Form{"{name} belongs to another home", belongs<kOtherHome.value()>},
    Form{"{name} belongs to nobody", belongs<0>},
    Form{"the cells of {name} are {word}", cells},
    Form{"the signal of {name} is above {number} dBm", signal<true>},
    Form{"the signal of {name} is below {number} dBm", signal<false>},
    Form{"the lens of {name} is clear", lens<true>},
    Form{"the lens of {name} is smeared", lens<false>},
    Form{"{name} runs firmware {number}", firmware},
    Form{"the drive of {name} holds {number} clips", drive_holds},
    Form{"{number} clips are in the cloud", cloud_holds},
    Form{"no clip was lost", no_clip_lost},
    Form{"an alert of {name} arrives", alert_arrives},
    Form{"no alert of {name} arrives", no_alert},
    Form{"the router shows activity", router_is_up<true>},
    Form{"the router is dark", router_is_up<false>},
    Form{"the app said {text}", app_said},
    Form{"{name} told that it {text}", told},
};

constexpr auto kFormTexts = [] {
    std::array<std::string_view, kForms.size()> texts;
    std::ranges::transform(kForms, texts.begin(), &Form::form);
    return texts;
}();

}  // namespace

Result<Verdict> judge(Household& household, std::string_view claim, Microseconds since) {
    const std::vector<std::string> words = words_in(claim);
    for (const Form& form : kForms) {
        const auto gaps = fit(form.form, words);
        if (!gaps) {
            continue;
        }
        const bool names_device = form.form.find("{name}") != std::string_view::npos;
        Device* device = names_device ? household.find(gaps->text(0)) : nullptr;
        if (names_device && device == nullptr) {
            return wrong(fmt::format("there is no \"{}\" in this household", gaps->text(0)));
        }
        return form.judge({household, *gaps, since, device});
    }
    return wrong(fmt::format("this cannot be checked: \"{}\"; the nearest known sentence is \"{}\"",
                             claim, nearest_form(words, kFormTexts)));
}

std::span<const std::string_view> claim_forms() {
    return kFormTexts;
}

}  // namespace porchlight::sim
