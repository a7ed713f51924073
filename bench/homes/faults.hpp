// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "homes/home.hpp"
#include "sim/supply.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

/// What both tables of faults ask of a home.
namespace porchlight::homes {

/// Of one camera; and of the home, its router, its line and its hub.
[[nodiscard]] std::vector<FaultKind> camera_faults();
[[nodiscard]] std::vector<FaultKind> home_faults();

inline bool has_cells(const Home& home) {
    return std::holds_alternative<sim::Pack>(home.camera->plan().supply);
}
inline bool is_wired(const Home& home) {
    return !has_cells(home);
}
/// Of its own; when ours is out there is no doctor either.
inline bool has_hub(const Home& home) {
    return home.hub != nullptr && home.maker != Maker::Own;
}
inline bool is_blink_hub(const Home& home) {
    return home.maker == Maker::BlinkHub;
}
inline bool needs_cloud(const Home& home) {
    return home.camera->behaviour().needs_cloud;
}
inline bool joins_itself(const Home& home) {
    return !home.camera->behaviour().takes_hub_wifi;
}
inline bool has_cells_of_aa(const Home& home) {
    return has_cells(home) && home.maker == Maker::BlinkHub;
}
inline bool is_for_outside(const Home& home) {
    return home.camera->plan().is_outdoors;
}
inline bool freezes(const Home& home) {
    return is_for_outside(home) && has_cells_of_aa(home);
}
inline bool any(const Home&) {
    return true;
}
inline bool needs_24_alone(const Home& home) {
    return joins_itself(home) && !home.camera->behaviour().hears_5ghz;
}
inline bool has_lamp(const Home& home) {
    return home.camera->behaviour().has_night_lamp && is_wired(home);
}

inline sim::DevicePlan& named(sim::HouseholdPlan& plan, std::string_view name) {
    return *std::ranges::find(plan.devices, name, &sim::DevicePlan::name);
}
inline sim::DevicePlan& camera_plan(sim::HouseholdPlan& plan) {
    return named(plan, kCamera);
}

inline std::string name(const Home& home) {
    return fmt::format("\"{}\"", home.camera->name());
}

}  // namespace porchlight::homes
