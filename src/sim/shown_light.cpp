// SPDX-License-Identifier: Apache-2.0
#include "sim/shown_light.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <tuple>
#include <utility>

namespace porchlight::sim {

namespace {

using device::Life;
using device::LightMeaning;
using device::Stage;
using device::model::CodeMeaning;
using device::model::LightCode;
using device::model::Model;
using C = CodeMeaning;

/// How makers put what a light of ours means, the most exact word first.
struct Words {
    LightMeaning meaning;
    std::array<CodeMeaning, 4> words{};
    std::size_t count;

    constexpr Words(LightMeaning what, std::initializer_list<CodeMeaning> list)
        : meaning(what), count(list.size()) {
        std::ranges::copy(list, words.begin());
    }
    [[nodiscard]] constexpr std::span<const CodeMeaning> all() const {
        return {words.data(), count};
    }
};

constexpr std::array kWords{
    Words{LightMeaning::Starting, {C::Starting, C::SelfTest}},
    Words{LightMeaning::Pairing, {C::Pairing}},
    Words{LightMeaning::JoiningWifi, {C::JoiningWifi, C::Starting}},
    Words{LightMeaning::SeekingHub, {C::SeekingHub, C::JoiningWifi}},
    Words{LightMeaning::Online, {C::Online}},
    Words{LightMeaning::Recording, {C::Recording}},
    Words{LightMeaning::Live, {C::Live, C::Recording}},
    Words{LightMeaning::Updating, {C::Updating}},
    Words{LightMeaning::WifiPasswordRefused,
          {C::WifiPasswordRefused, C::SetupFailed, C::NoWifi, C::NetworkTrouble}},
    // One that has a word for "fell offline" keeps "cannot join" for a refused password.
    Words{LightMeaning::NoWifi, {C::NetworkTrouble, C::NoWifi}},
    Words{LightMeaning::HubRefuses, {C::HubRefuses, C::NoHub, C::NoCloud, C::NetworkTrouble}},
    Words{LightMeaning::NoHub, {C::NoHub, C::NoCloud, C::NetworkTrouble}},
    Words{LightMeaning::NoInternet, {C::NoInternet, C::NoCloud, C::NetworkTrouble}},
    Words{LightMeaning::TooHot, {C::TooHot, C::TooHotOrCold}},
    Words{LightMeaning::TooCold, {C::TooCold, C::TooHotOrCold}},
    Words{LightMeaning::BatteryLow, {C::BatteryLow}},
    Words{LightMeaning::BatteryCritical, {C::BatteryCritical, C::BatteryLow}},
    Words{LightMeaning::StorageFault, {C::StorageFault}},
    Words{LightMeaning::StuckButton, {C::StuckButton}},
    Words{LightMeaning::SoftReset, {C::SoftReset}},
    Words{LightMeaning::EraseWarning, {C::EraseWarning}},
    Words{LightMeaning::EraseArmed, {C::EraseArmed, C::ResetAccepted, C::Resetting}},
    Words{LightMeaning::Erasing, {C::Erasing, C::Resetting, C::ResetAccepted}},
    Words{LightMeaning::FirmwareFailed, {C::FirmwareFailed, C::SoftwareFault}},
    Words{LightMeaning::Identify, {C::Identify}},
};

std::span<const CodeMeaning> words_of(LightMeaning meaning) {
    const auto found = std::ranges::find(kWords, meaning, &Words::meaning);
    return found == kWords.end() ? std::span<const CodeMeaning>() : found->all();
}

/// 2: a row of this very occasion; 1: of any; 0: of another one.
int fit(const LightCode& row, LightMeaning meaning, Occasion occasion) {
    const std::string_view when = row.when;
    if (when.empty()) {
        return 1;
    }
    const bool holds = (occasion.is_after_reset && when.starts_with("after a reset")) ||
                       (occasion.is_held && when.starts_with("while the")) ||
                       (meaning == LightMeaning::Starting && when.ends_with("at power-up")) ||
                       (meaning == LightMeaning::BatteryCritical &&
                        when.find("offline") != std::string_view::npos);
    return holds ? 2 : 0;
}

/// The row that shows a word best; null if the model has none.
const LightCode* row_of(const Model& model, CodeMeaning word, LightMeaning meaning,
                        Occasion occasion) {
    const LightCode* best = nullptr;
    const auto worth = [&](const LightCode& row) {
        return std::tuple(row.may_be_told(), fit(row, meaning, occasion));
    };
    for (const LightCode& row : model.lights) {
        if (row.meaning == word && (best == nullptr || worth(row) > worth(*best))) {
            best = &row;
        }
    }
    return best;
}

const LightCode* row_of(const Model& model, LightMeaning meaning, Occasion occasion) {
    const LightCode* best = nullptr;
    for (const CodeMeaning word : words_of(meaning)) {
        const LightCode* row = row_of(model, word, meaning, occasion);
        if (row != nullptr && (best == nullptr || row->may_be_told() > best->may_be_told())) {
            best = row;
        }
    }
    return best;
}

/// Takes away what matters most of what is true now, for a model without a light for it.
bool look_past(Life& life) {
    const auto clear = [](auto& value, auto quiet) { return std::exchange(value, quiet) != quiet; };
    return clear(life.button, device::PressPhase::Up) || clear(life.identifying, false) ||
           clear(life.climate, device::Climate::Good) ||
           clear(life.battery, device::Battery::Good) ||
           clear(life.storage, device::Storage::Good) || clear(life.firmware_failed, false) ||
           clear(life.internet, device::Internet::Reachable);
}

ShownLight as_shown(const LightCode* row) {
    return row == nullptr ? ShownLight() : ShownLight{row->pattern, row};
}

}  // namespace

std::string to_text(const ShownLight& light) {
    if (light.row == nullptr) {
        return light.pattern;
    }
    const bool is_vague = light.row->rhythm == device::model::Rhythm::Unknown;
    return light.pattern + (is_vague ? ", rate not known" : "") +
           (light.row->may_be_told() ? "" : ", not confirmed");
}

ShownLight shown_light(const Model& model, const Life& life, Occasion occasion) {
    if (life.stage == Stage::Hung) {
        if (const LightCode* row = row_of(model, C::Hung, LightMeaning::Starting, occasion)) {
            return as_shown(row);
        }
    }
    Life seen = life;
    do {
        const LightMeaning meaning = device::light_meaning(seen);
        if (meaning == LightMeaning::Off) {
            return {};
        }
        if (const LightCode* row = row_of(model, meaning, occasion)) {
            return as_shown(row);
        }
    } while (look_past(seen));
    return {};
}

}  // namespace porchlight::sim
