// SPDX-License-Identifier: Apache-2.0
#include "sources/scene/noise.hpp"

#include "sources/scene/geometry.hpp"

namespace porchlight::sources::scene {
namespace {

float lattice(std::int32_t x, std::int32_t y, std::uint32_t seed) {
    std::uint32_t h = static_cast<std::uint32_t>(x) * 0x8DA6B343U ^
                      static_cast<std::uint32_t>(y) * 0xD8163841U ^ seed * 0xCB1AB31FU;
    h = (h ^ (h >> 15U)) * 0x2C1B3C6DU;
    h = (h ^ (h >> 12U)) * 0x297A2D39U;
    return static_cast<float>((h ^ (h >> 15U)) >> 8U) * 0x1p-24F;
}

}  // namespace

float value_noise(float x, float y, std::uint32_t seed) {
    const float fx = floor_of(x);
    const float fy = floor_of(y);
    const auto ix = static_cast<std::int32_t>(fx);
    const auto iy = static_cast<std::int32_t>(fy);
    const float kx = (x - fx) * (x - fx) * (3 - 2 * (x - fx));
    const float ky = (y - fy) * (y - fy) * (3 - 2 * (y - fy));
    const float top = mix(lattice(ix, iy, seed), lattice(ix + 1, iy, seed), kx);
    const float low = mix(lattice(ix, iy + 1, seed), lattice(ix + 1, iy + 1, seed), kx);
    return mix(top, low, ky);
}

float cloud_noise(float x, float y, std::uint32_t seed) {
    float sum = 0;
    float weight = 0.5F;
    for (std::uint32_t octave = 0; octave < 4; ++octave) {
        sum += weight * value_noise(x, y, seed + octave);
        x = x * 2.03F + 17.1F;
        y = y * 2.03F + 9.7F;
        weight *= 0.5F;
    }
    return sum / 0.9375F;
}

}  // namespace porchlight::sources::scene
