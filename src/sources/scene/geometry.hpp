// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace porchlight::sources::scene {

/// A point or direction. World space: x right, y up, z away from the camera, in metres.
struct Vec3 {
    float x = 0, y = 0, z = 0;
};

constexpr Vec3 operator+(Vec3 a, Vec3 b) {
    return {a.x + b.x, a.y + b.y, a.z + b.z};
}
constexpr Vec3 operator-(Vec3 a, Vec3 b) {
    return {a.x - b.x, a.y - b.y, a.z - b.z};
}
constexpr Vec3 operator*(Vec3 a, Vec3 b) {
    return {a.x * b.x, a.y * b.y, a.z * b.z};
}
constexpr Vec3 operator*(Vec3 a, float k) {
    return {a.x * k, a.y * k, a.z * k};
}
constexpr float dot(Vec3 a, Vec3 b) {
    return a.x * b.x + a.y * b.y + a.z * b.z;
}
inline float length(Vec3 a) {
    return std::sqrt(dot(a, a));
}

/// Linear light, not display values; 0 is black, 1 a white wall in full daylight.
using Color = Vec3;

constexpr float clamp01(float v) {
    return std::clamp(v, 0.0F, 1.0F);
}
constexpr float mix(float a, float b, float k) {
    return a + (b - a) * k;
}
constexpr Vec3 mix(Vec3 a, Vec3 b, float k) {
    return a + (b - a) * k;
}

/// std::floor for values that fit an int, and std::hypot for values that do not overflow: both are
/// library calls otherwise, in loops over every pixel.
constexpr float floor_of(float v) {
    const auto whole = static_cast<float>(static_cast<std::int32_t>(v));
    return whole > v ? whole - 1 : whole;
}
inline float norm(float x, float y) {
    return std::sqrt(x * x + y * y);
}

constexpr float smoothstep(float low, float high, float v) {
    const float k = clamp01((v - low) / (high - low));
    return k * k * (3 - 2 * k);
}

/// How much of a pixel of size `pixel` lies inside a shape whose border is `distance` away
/// (negative inside), both in the same unit.
constexpr float coverage(float distance, float pixel) {
    return clamp01(0.5F - distance / pixel);
}

/// Distance to a box centred on the origin with half sizes `hx`, `hy` (negative inside).
inline float box_distance(float x, float y, float hx, float hy) {
    const float dx = std::fabs(x) - hx;
    const float dy = std::fabs(y) - hy;
    return norm(std::max(dx, 0.0F), std::max(dy, 0.0F)) + std::min(std::max(dx, dy), 0.0F);
}

/// 0xRRGGBB as a designer writes it, to linear light.
inline Color paint(std::uint32_t rgb) {
    const auto channel = [rgb](unsigned shift) {
        const float v = static_cast<float>((rgb >> shift) & 0xFFU) / 255.0F;
        return v * v;
    };
    return {channel(16), channel(8), channel(0)};
}

/// The camera: a pinhole that looks level, its picture shifted so that the horizon is where we
/// want it. Picture coordinates: u from the middle to the right, v from the top down, both in
/// picture heights, so that a scene looks the same at every size.
struct Projection {
    float focal = 1;
    float horizon = 0.35F;
    float height = 2.3F;  ///< of the lens above y = 0, metres

    [[nodiscard]] float u(Vec3 p) const { return focal * p.x / p.z; }
    [[nodiscard]] float v(Vec3 p) const { return horizon + focal * (height - p.y) / p.z; }
    /// Picture heights a metre at distance z takes.
    [[nodiscard]] float scale(float z) const { return focal / z; }
};

}  // namespace porchlight::sources::scene
