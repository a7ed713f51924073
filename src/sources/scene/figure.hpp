// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/scene/tile.hpp"

#include <cstdint>
#include <vector>

namespace porchlight::sources::scene {

/// Where and how an actor is at one moment.
struct Pose {
    Vec3 foot;              ///< the point on the ground below the body's middle
    Vec3 heading{0, 0, 1};  ///< level unit vector
    float walked = 0;       ///< metres since the start of the walk; drives the step
    float walking = 1;      ///< 0 stands … 1 walks
    float reach = 0;        ///< 0 … 1: the right arm goes out, to ring or to put something down
    float stoop = 0;        ///< 0 … 1: bends down
    float carry = 0;        ///< 1 while both arms hold a parcel
    float seconds = 0;      ///< for breathing and tails
};

enum class Dress : std::uint8_t { Plain, Courier };

/// The limbs of a person; looks (height, clothes, hair) follow from `seed`. Far ones first.
void person_limbs(const Pose& pose, std::uint64_t seed, Dress dress, std::vector<Limb>& limbs);

/// The limbs of a cat. `eyes` above 0 lights them as an infrared lamp does.
void cat_limbs(const Pose& pose, std::uint64_t seed, float eyes, std::vector<Limb>& limbs);

/// Height of the person that person_limbs makes from this seed, metres.
float person_height(std::uint64_t seed);

/// Where a carried parcel is, seen from the pose: its lower middle.
Vec3 parcel_in_arms(const Pose& pose, std::uint64_t seed);

}  // namespace porchlight::sources::scene
