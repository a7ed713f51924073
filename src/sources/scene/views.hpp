// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/scene/scenery.hpp"

namespace porchlight::sources::scene {

/// The front: porch boards, steps to a garden path, lawn, hedge, street, houses across it.
Painting paint_porch(int width, int height);

/// The back: driveway with a parked car, lawn, shed, a fence with a gate.
Painting paint_yard(int width, int height);

inline constexpr Projection kPorchView{.focal = 1.02F, .horizon = 0.365F, .height = 2.3F};
inline constexpr Projection kYardView{.focal = 0.98F, .horizon = 0.27F, .height = 2.9F};
inline constexpr Vec3 kPorchLamp{1.35F, 2.65F, 3.8F};
inline constexpr Vec3 kYardLamp{-3.0F, 2.6F, 4.0F};
/// Garden, pavement and street lie this much below the porch boards (y = 0).
inline constexpr float kGarden = -0.35F;
inline constexpr float kPorchEdge = 4.75F;

/// Middle of the garden path at distance z; it winds from the steps to the gate.
inline float path_middle(float z) {
    return 0.55F * std::sin((z - 5) * 0.42F);
}

/// Middle of the stepping stones in the yard.
inline float yard_path_middle(float z) {
    return 1.9F + 0.5F * std::sin((z - 6) * 0.3F);
}

}  // namespace porchlight::sources::scene
