// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/scene/figure.hpp"
#include "sources/scene/tile.hpp"

namespace porchlight::sources::scene {

/// Half the length of the longest car, metres.
inline constexpr float kCarReach = 2.4F;
inline constexpr float kCarHeight = 1.95F;

/// Draws a car from its side; colour and make follow from `seed`. With `spot.light.glow` its lamps
/// are on.
void draw_car(Tile& tile, const Pose& pose, std::uint64_t seed, const SpotLight& spot);

/// Draws a parcel with its lower middle at `at`.
void draw_parcel(Tile& tile, Vec3 at, const Projection& view, const SpotLight& spot);

inline constexpr Vec3 kParcelSize{0.40F, 0.26F, 0.28F};

}  // namespace porchlight::sources::scene
