// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/units.hpp"
#include "device/conditions.hpp"
#include "device/model.hpp"
#include "device/press.hpp"
#include "device/stage.hpp"

#include <chrono>
#include <optional>

namespace porchlight::sim {

/// What a model's facts make of the tables of device/: nothing about a model is in code.
struct Behaviour {
    device::Kind kind = device::Kind::Camera;
    device::PressGrammar grammar = device::PressGrammar::camera();
    device::ClimateRange climate = device::ClimateRange::outdoor();
    bool has_cells = false;  ///< Unless its household wires it.
    bool hears_5ghz = false;
    bool has_cable = false;       ///< It may hang on a network cable.
    bool takes_hub_wifi = false;  ///< It belongs to a hub, and takes the network from it.
    bool needs_cloud = false;     ///< Its maker's cloud stands behind it, or behind its hub.
    bool feels_heat = false;      ///< Its sensor sees warmth, not pixels.
    bool has_night_lamp = false;
    bool keeps_running = false;  ///< A watchdog starts it anew when its firmware hangs.
    std::optional<std::chrono::seconds> clip;  ///< Of that length, whatever goes on; else as long
                                               ///< as something moves.
    std::chrono::seconds blind_after_clip{0};
    std::optional<int> most_cameras;     ///< A hub's.
    std::optional<Bytes> drive_reserve;  ///< A hub stops saving with less free than that.
    bool makes_room = true;              ///< A full drive loses its oldest clips instead.
};

/// The press grammar of its powered holds: the longest-lasting facts win where several say the
/// same, no soft press leaves that phase empty, and stuck is after 30 s for all (origin facts C5).
[[nodiscard]] device::PressGrammar press_grammar_of(const device::model::Model& model);
[[nodiscard]] Behaviour behaviour_of(const device::model::Model& model);

/// The tools that people have at hand. A recessed button needs something thin.
[[nodiscard]] bool reaches_button(const device::model::Model& model, device::model::ToolKind tool);

}  // namespace porchlight::sim
