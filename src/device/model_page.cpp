// SPDX-License-Identifier: Apache-2.0
#include "device/model_page.hpp"

#include "device/model_layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>
#include <vector>

namespace porchlight::device::model {

namespace {

/// Words as people read them: "battery_low" is "battery low".
std::string with_spaces(std::string_view word) {
    std::string text(word);
    std::ranges::replace(text, '_', ' ');
    return text;
}

/// An enum as people read it.
template <typename E>
constexpr std::array<std::string_view, 0> kSpoken{};
template <>
constexpr std::array<std::string_view, kWords<Effect>.size()> kSpoken<Effect>{
    "nothing happens", "a warning",      "restarts the Wi-Fi", "soft reset",     "factory reset",
    "drains it",       "starts it cold", "reported as stuck",  "frees its owner"};

template <>
constexpr std::array<std::string_view, kWords<Erased>.size()> kSpoken<Erased>{
    "the saved Wi-Fi", "its settings", "its link to hub and app", "its link to the drive",
    "whose it is"};

template <>
constexpr std::array<std::string_view, kWords<Place>.size()> kSpoken<Place>{
    "in the battery bay", "underneath", "on the back", "on the side",
    "behind its plate",   "on top",     "at the base", "it depends"};

template <>
constexpr std::array<std::string_view, kWords<How>.size()> kSpoken<How>{
    "cells out", "unplug it", "delete it in its app", "restart it in the app",
    "restart it on its page"};

template <>
constexpr std::array<std::string_view, kWords<Band>.size()> kSpoken<Band>{
    "2.4 GHz Wi-Fi", "5 GHz Wi-Fi", "its hub's own radio", "Bluetooth", "network cable"};

template <>
constexpr std::array<std::string_view, kWords<Connects>.size()> kSpoken<Connects>{
    "its hub", "Wi-Fi", "cable or Wi-Fi"};

template <>
constexpr std::array<std::string_view, kWords<Ability>.size()> kSpoken<Ability>{
    "watch and record", "import its drive", "advise", "run it"};

template <>
constexpr std::array<std::string_view, kWords<Certainty>.size()> kSpoken<Certainty>{
    " (the maker)", " (owners)", " (guides)", "", ""};

template <>
constexpr std::array<std::string_view, kWords<ButtonPower>.size()> kSpoken<ButtonPower>{
    "", ", no power", ", then power"};

template <typename E>
std::string_view spoken(E value) {
    return kSpoken<E>[static_cast<std::size_t>(value)];
}

template <typename E>
std::string listed(const std::vector<E>& values) {
    std::string list;
    for (const E value : values) {
        list += (list.empty() ? "" : ", ") + std::string(spoken(value));
    }
    return list;
}

std::string assured(const Fact& fact) {
    return fact.says + std::string(spoken(fact.certainty));
}

std::string doubt_of(const Fact& fact) {
    return fact.doubt.empty() ? "" : " But: " + fact.doubt;
}

/// What it says, who says so, and what speaks against it.
std::string body_of(const Fact& fact) {
    return assured(fact) + doubt_of(fact);
}

/// Only what may be told.
template <typename T>
std::vector<T> told(const std::vector<T>& facts) {
    std::vector<T> told;
    std::ranges::copy_if(facts, std::back_inserter(told), &Fact::may_be_told);
    return told;
}

/// The pattern, without a rhythm that nobody knows.
std::string pattern_of(const LightCode& light) {
    std::string text;
    std::string_view left = light.pattern;
    while (!left.empty()) {
        const std::size_t length = std::min(left.find(' '), left.size());
        const std::string_view token = left.substr(0, length);
        const bool is_amount = token.find_first_of("0123456789") == 0;
        if (light.rhythm == Rhythm::Known || (!is_amount && token != "pause")) {
            text += (text.empty() ? "" : " ") + std::string(token);
        }
        left.remove_prefix(std::min(length + 1, left.size()));
    }
    return text;
}

std::string held_for(const Press& press) {
    std::string text(word(press.gesture));
    if (press.to && press.gesture == Gesture::Click) {
        text = fmt::format("under {} s", press.to->count());
    } else if (press.to) {
        text += fmt::format(" {} to {} s", press.from.count(), press.to->count());
    } else if (press.from.count() > 0) {
        text += fmt::format(" {} s or more", press.from.count());
    }
    return text + std::string(spoken(press.power));
}

/// What it does, how one sees that, and what is gone: press and reset alike.
template <typename T>
std::string outcome_of(const T& act) {
    std::string text = fmt::format("{}. {}", spoken(act.effect), assured(act));
    text.front() = static_cast<char>(text.front() - 'a' + 'A');
    if (!act.cue.empty()) {
        text += fmt::format(" Watch for: {}.", act.cue);
    }
    if (!act.erases.empty()) {
        text += fmt::format(" Erased: {}.", listed(act.erases));
    }
    return text + doubt_of(act);
}

void add_if_told(TextPage& page, std::string_view label, const Fact& fact) {
    if (fact.may_be_told()) {
        page.item(label, body_of(fact));
    }
}

template <typename T>
void add_if_told(TextPage& page, std::string_view label, const std::optional<T>& fact) {
    if (fact) {
        add_if_told(page, label, *fact);
    }
}

void add_points(TextPage& page, std::string_view heading, const std::vector<Fact>& facts) {
    page.heading(heading);
    for (const Fact& fact : facts) {
        page.point("-", body_of(fact));
    }
}

void add_basics(TextPage& page, const Model& model) {
    page.title(fmt::format("{}  ({})", model.name, model.id));
    if (model.what.may_be_told()) {
        page.paragraph(body_of(model.what));
    }
    page.heading("About it");
    add_if_told(page, "power", model.power);
    add_if_told(page, "connects through", model.radio);
    if (model.radio.may_be_told() && !model.radio.bands.empty()) {
        page.item("radio and cable", listed(model.radio.bands) + ".");
    }
    add_if_told(page, "clips", model.storage);
    add_if_told(page, "sees motion", model.sensor);
    add_if_told(page, "temperature", model.temperature);
    add_if_told(page, "QR code", model.qr_code);
}

void add_porchlight(TextPage& page, const Model& model) {
    page.heading("What Porchlight can do with it");
    for (const Can& can : told(model.can)) {
        page.item(can.state == State::Works ? spoken(can.ability)
                                            : fmt::format("{} (later)", spoken(can.ability)),
                  body_of(can));
    }
    add_points(page, "What Porchlight cannot do with it", told(model.cannot));
}

void add_button(TextPage& page, const Model& model) {
    page.heading("Its reset button");
    for (const Button& button : told(model.buttons)) {
        page.item(spoken(button.place), body_of(button));
    }
    for (const Tool& tool : told(model.tools)) {
        page.item(tool.use == ToolUse::Press ? "to press it" : "to get at it", body_of(tool));
    }
    page.heading("What a press does");
    auto presses = told(model.presses);
    std::ranges::sort(presses, {}, [](const Press& press) {
        return std::tuple(press.power, press.from, press.effect);
    });
    for (const Press& press : presses) {
        page.item(held_for(press), outcome_of(press));
    }
    page.heading("Without the button");
    for (const Reset& reset : told(model.resets)) {
        page.item(spoken(reset.how), outcome_of(reset));
    }
    page.heading("How long to wait");
    for (const Wait& wait : told(model.waits)) {
        page.item(fmt::format("{} s", wait.time.count()), body_of(wait));
    }
}

void add_lights(TextPage& page, const Model& model) {
    page.heading("What its light says");
    for (const LightCode& light : told(model.lights)) {
        std::string label = pattern_of(light);
        if (light.led == Led::Lamp || light.led == Led::Button) {
            label += fmt::format(", {}", word(light.led));
        }
        const std::string when = light.when.empty() ? "" : fmt::format(", {}", light.when);
        page.item(label,
                  fmt::format("{}{}: {}", with_spaces(word(light.meaning)), when, body_of(light)));
    }
}

void add_use(TextPage& page, const Model& model) {
    page.heading("Setting it up");
    int number = 0;
    for (const Fact& step : told(model.setup)) {
        page.point(fmt::format("{}.", ++number), body_of(step));
    }
    add_points(page, "Taking care of it", told(model.care));
    const auto limits = told(model.limits);
    add_points(page, "Its limits", {limits.begin(), limits.end()});
}

std::string abilities(const Model& model, State state) {
    std::vector<Ability> abilities;
    for (const Can& can : told(model.can)) {
        if (can.state == state) {
            abilities.push_back(can.ability);
        }
    }
    return listed(abilities);
}

}  // namespace

std::string model_page(const Model& model) {
    TextPage page;
    add_basics(page, model);
    add_porchlight(page, model);
    add_button(page, model);
    add_lights(page, model);
    add_use(page, model);
    page.heading("How sure this is");
    page.paragraph(
        "\"the maker\" stands for the maker's own pages, \"owners\" for what owners and "
        "their programs found, \"guides\" for articles that were not checked on a "
        "device; the rest is Porchlight's own. The sources: porchlight models NAME "
        "--json.");
    return page.text();
}

std::string models_table(std::span<const Model> models) {
    TextTable table({"id", "name", "power", "through", "Porchlight can", "later"});
    for (const Model& model : models) {
        table.row({model.id, model.name, model.power.supply,
                   std::string(spoken(model.radio.connects)), abilities(model, State::Works),
                   abilities(model, State::Planned)});
    }
    return table.text();
}

}  // namespace porchlight::device::model
