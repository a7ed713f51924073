// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/scene/noise.hpp"
#include "sources/scene/timetable.hpp"

#include <vector>

namespace porchlight::sources::scene {

/// What brings a person here.
enum class Errand : std::uint8_t { Deliver, Visit, ComeHome, LeaveHome, PassNear, PassFar };

/// The way a person takes for an errand; which side they come from is thrown.
[[nodiscard]] std::vector<Stop> person_way(Place place, Errand errand, Dice& dice);
[[nodiscard]] std::vector<Stop> cat_way(Place place, Dice& dice);
/// Empty where no street is in view.
[[nodiscard]] std::vector<Stop> car_way(Place place, Dice& dice);

/// Height of the ground below a point.
[[nodiscard]] float ground_height(Place place, float x, float z);

}  // namespace porchlight::sources::scene
