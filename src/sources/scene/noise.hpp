// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace porchlight::sources::scene {

/// Mixes numbers into one that looks random; the same numbers always give the same result.
constexpr std::uint64_t hash(std::uint64_t a, std::uint64_t b = 0, std::uint64_t c = 0) {
    std::uint64_t x =
        a * 0x9E3779B97F4A7C15ULL + b * 0xC2B2AE3D27D4EB4FULL + c * 0x165667B19E3779F9ULL;
    x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ (x >> 27U)) * 0x94D049BB133111EBULL;
    return x ^ (x >> 31U);
}

/// A reproducible stream of numbers from a seed (SplitMix64, public domain, S. Vigna).
class Dice {
  public:
    explicit constexpr Dice(std::uint64_t seed) : state_(seed) {}

    constexpr std::uint64_t next() { return hash(++state_); }
    /// Evenly spread in [low, high).
    constexpr float between(float low, float high) {
        return low + (high - low) * static_cast<float>(next() >> 40U) * 0x1p-24F;
    }
    /// One of 0 … count - 1.
    constexpr int below(int count) {
        return static_cast<int>((next() >> 32U) % static_cast<std::uint64_t>(count));
    }

  private:
    std::uint64_t state_;
};

/// Smooth random field in [0, 1]; features are about one unit wide.
float value_noise(float x, float y, std::uint32_t seed = 0);

/// Four octaves of value_noise in [0, 1]: clouds, worn grass, stone.
float cloud_noise(float x, float y, std::uint32_t seed = 0);

}  // namespace porchlight::sources::scene
