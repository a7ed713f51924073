// SPDX-License-Identifier: Apache-2.0
#include "sim/behaviour.hpp"

#include <algorithm>

namespace porchlight::sim {

namespace {

namespace model = device::model;
using device::PressGrammar;
using model::Effect;
using model::Model;
using std::chrono::seconds;

constexpr seconds kStuckAfter{30};
constexpr seconds kUsualReset{10};

/// The hold with that effect, on a powered device.
const model::Press* powered_hold(const Model& model, std::initializer_list<Effect> effects) {
    const auto found = std::ranges::find_if(model.presses, [&](const model::Press& press) {
        return press.power == model::ButtonPower::On && press.gesture == model::Gesture::Hold &&
               std::ranges::find(effects, press.effect) != effects.end();
    });
    return found == model.presses.end() ? nullptr : &*found;
}

bool has_band(const Model& model, model::Band band) {
    return std::ranges::find(model.radio.bands, band) != model.radio.bands.end();
}

std::optional<std::int64_t> limit(const Model& model, model::LimitKind kind) {
    const auto found = std::ranges::find(model.limits, kind, &model::Limit::what);
    return found == model.limits.end() ? std::nullopt : found->value;
}

bool has_lamp(const Model& model) {
    return std::ranges::find(model.lights, model::CodeMeaning::InfraredLamp,
                             &model::LightCode::meaning) != model.lights.end();
}

void read_limits(const Model& model, Behaviour& behaviour) {
    using Kind = model::LimitKind;
    if (const auto clip = limit(model, Kind::ClipDefaultS)) {
        behaviour.clip = seconds(*clip);
    }
    behaviour.blind_after_clip = seconds(limit(model, Kind::RetriggerDefaultS).value_or(0));
    if (const auto most = limit(model, Kind::CamerasPerHub)) {
        behaviour.most_cameras = static_cast<int>(*most);
    }
    if (const auto reserve = limit(model, Kind::DriveFreeMb)) {
        behaviour.drive_reserve = Bytes(*reserve * 1'000'000);
        behaviour.makes_room = false;
    }
}

bool is_thin(model::ToolKind tool) {
    return tool == model::ToolKind::Pin || tool == model::ToolKind::Paperclip ||
           tool == model::ToolKind::SimEjector;
}

}  // namespace

PressGrammar press_grammar_of(const Model& model) {
    const model::Press* soft = powered_hold(model, {Effect::WifiRestart, Effect::SoftReset});
    const model::Press* erase = powered_hold(model, {Effect::FactoryReset});
    const seconds armed = erase != nullptr ? erase->from : kUsualReset;
    if (soft == nullptr) {
        return {armed, armed, armed, kStuckAfter};
    }
    const seconds soft_until = std::min(soft->to.value_or(armed), armed);
    return {soft->from, soft_until, armed, kStuckAfter};
}

Behaviour behaviour_of(const Model& model) {
    Behaviour behaviour;
    behaviour.kind = model.kind;
    behaviour.grammar = press_grammar_of(model);
    if (model.temperature) {
        behaviour.climate = {Celsius(static_cast<double>(model.temperature->from_celsius)),
                             Celsius(static_cast<double>(model.temperature->to_celsius))};
    }
    behaviour.has_cells = model.power.power == model::PowerClass::Battery;
    behaviour.hears_5ghz = has_band(model, model::Band::Wifi5);
    behaviour.has_cable = has_band(model, model::Band::Cable);
    behaviour.takes_hub_wifi = model.radio.connects == model::Connects::Hub;
    behaviour.needs_cloud = model.radio.connects != model::Connects::Network;
    behaviour.feels_heat = model.sensor && model.sensor->kind == model::SensorKind::Heat;
    behaviour.has_night_lamp = has_lamp(model);
    behaviour.keeps_running = !behaviour.needs_cloud;
    read_limits(model, behaviour);
    return behaviour;
}

bool reaches_button(const Model& model, model::ToolKind tool) {
    return std::ranges::any_of(model.tools, [&](const model::Tool& known) {
        return known.use == model::ToolUse::Press &&
               (known.tool == tool || (is_thin(tool) && is_thin(known.tool)) ||
                (is_thin(tool) && known.tool == model::ToolKind::Finger));
    });
}

}  // namespace porchlight::sim
