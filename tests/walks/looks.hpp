// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "doctor/knowledge.hpp"
#include "sim/household.hpp"

#include <span>
#include <string_view>

/// The tables behind an Owner's answers. Only for owner.cpp and the tables.
namespace porchlight::walks {

/// Everything that an answer may rest on.
struct Look {
    sim::Household& household;
    sim::Device& device;
    sim::Device* hub;  ///< The cameras' own hub; the device itself if it is one. May be null.
    const doctor::Observation& observation;
};

/// An answer's id; empty: cannot say.
using Answer = std::string_view;
struct Saying {
    std::string_view observation;
    Answer (*answer)(const Look& look);
};

/// What is to be seen at the camera and in its app.
[[nodiscard]] std::span<const Saying> camera_sayings();
/// Of the home: its router, its line, its hub, its other cameras; and what a hub's probes find.
[[nodiscard]] std::span<const Saying> home_sayings();
[[nodiscard]] std::span<const Saying> probe_sayings();
/// What its owner remembers: what was done, what changed.
[[nodiscard]] std::span<const Saying> memory_sayings();

/// What a look at the live view gives. It is closed again.
enum class View : std::uint8_t { Good, Offline, Error };
[[nodiscard]] View look_at(sim::Household& household, sim::Device& device, std::string* words);

/// "online" and ours, as the app's list has it.
[[nodiscard]] bool is_listed_online(const Look& look);
/// That it has been set up here and is ours.
[[nodiscard]] bool is_set_up(const Look& look);

}  // namespace porchlight::walks
