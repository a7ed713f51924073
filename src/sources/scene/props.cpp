// SPDX-License-Identifier: Apache-2.0
#include "sources/scene/props.hpp"

#include "sources/scene/noise.hpp"

#include <algorithm>
#include <array>

namespace porchlight::sources::scene {

void paint_street_lamp(Canvas& canvas, Vec3 foot) {
    paint_post(canvas, foot.z, foot.x, 0.06F, foot.y, 4.6F, paint(0x3c4345), 0.7F);
    const float pixel = canvas.pixel(foot.z);
    canvas.wall(foot.z, foot.x - 0.5F, foot.x + 0.5F, 4.4F, 5.3F,
                [&](float x, float y, Surface& surface) {
                    const float glass =
                        box_distance(x - foot.x, y - 4.8F, 0.13F + 0.08F * (y - 4.6F), 0.2F);
                    const float hood = box_distance(x - foot.x, y - 5.06F, 0.26F, 0.05F);
                    const float in_glass = coverage(glass, pixel);
                    surface.albedo = mix(paint(0x3c4345), paint(0xe8e4d4), in_glass);
                    surface.glow = Color{3.2F, 2.1F, 1.0F} * in_glass;
                    return std::max(in_glass, coverage(hood, pixel));
                });
}

void paint_mailbox(Canvas& canvas, Vec3 foot) {
    const float x = foot.x;
    const float z = foot.z;
    const float pixel = canvas.pixel(z);
    paint_post(canvas, z, x, 0.05F, foot.y, foot.y + 1.1F, paint(0x7a6250), 0.6F);
    canvas.wall(
        z, x - 0.4F, x + 0.4F, foot.y + 0.95F, foot.y + 1.55F,
        [&](float px, float py, Surface& surface) {
            const float body = box_distance(px - x, py - foot.y - 1.21F, 0.2F, 0.06F) - 0.08F;
            const float flag = box_distance(px - x - 0.2F, py - foot.y - 1.37F, 0.02F, 0.1F);
            surface.albedo = mix(paint(0x39566b), paint(0xc23b2e), coverage(flag, pixel));
            surface.sun = 0.45F + 0.4F * clamp01((py - foot.y - 1.13F) / 0.2F);
            return std::max(coverage(body, pixel), coverage(flag, pixel));
        });
}

/// A tuft of leaves with blossoms of one colour on it.
void paint_flowers(Canvas& canvas, Vec3 foot, std::uint64_t seed) {
    constexpr std::array<std::uint32_t, 5> kPetals{0xd9577a, 0xf0c34b, 0xf3ece4, 0x9a6fc0,
                                                   0xe2793d};
    Dice dice(seed);
    paint_leaves(canvas, {.middle = {foot.x, foot.y + 0.14F, foot.z},
                          .half_width = 0.36F,
                          .half_height = 0.17F,
                          .leaf = 0.075F,
                          .tufts = 55,
                          .dark = paint(0x2c4d22),
                          .bright = paint(0x7a9c48),
                          .seed = dice.next()});
    const Color petal = paint(kPetals.at(static_cast<std::size_t>(dice.below(5))));
    paint_leaves(canvas, {.middle = {foot.x, foot.y + 0.25F, foot.z - 0.02F},
                          .half_width = 0.33F,
                          .half_height = 0.11F,
                          .leaf = 0.035F,
                          .tufts = 34,
                          .dark = petal * 0.7F,
                          .bright = petal,
                          .seed = dice.next()});
}

void add_tree(Painting& painting, Vec3 crown, float size, std::uint64_t seed, Color dark,
              Color bright) {
    Dice dice(seed);
    for (int i = 0; i < 9; ++i) {
        const float angle = static_cast<float>(i) * 2.4F;
        const float out = i == 0 ? 0.0F : 0.62F;
        const Vec3 middle{crown.x + size * out * std::cos(angle),
                          crown.y + size * 0.72F * out * std::sin(angle),
                          crown.z - 0.02F * static_cast<float>(i)};
        const Leaves leaves{.middle = middle,
                            .half_width = size * dice.between(0.48F, 0.6F),
                            .half_height = size * dice.between(0.4F, 0.5F),
                            .leaf = size * 0.085F,
                            .tufts = 210,
                            .dark = dark,
                            .bright = bright,
                            .seed = dice.next()};
        painting.foliage.push_back(cut_leaves(painting.still, leaves, 0.09F * size));
    }
}

void paint_lantern(Canvas& canvas, Vec3 at) {
    const float pixel = canvas.pixel(at.z);
    paint_post(canvas, at.z, at.x, 0.008F, at.y + 0.2F, at.y + 0.6F, paint(0x22262a), 0.2F);
    canvas.wall(
        at.z, at.x - 0.2F, at.x + 0.2F, at.y - 0.3F, at.y + 0.35F,
        [&](float x, float y, Surface& surface) {
            const float dx = x - at.x;
            const float dy = y - at.y;
            const float taper = 0.085F + 0.12F * (dy + 0.1F);
            const float glass = box_distance(dx, dy, taper, 0.13F);
            const float bars = std::fabs(std::fabs(dx) - taper) - 0.008F;
            const float cap = std::max(std::fabs(dx) - 0.15F + (dy - 0.13F) * 1.2F,
                                       std::fabs(dy - 0.18F) - 0.06F);
            const float base = box_distance(dx, dy + 0.15F, 0.075F, 0.02F);
            const float in_glass = std::min(coverage(glass, pixel), 1 - coverage(bars, pixel));
            const float bulb = std::exp(-(dx * dx + dy * dy) * 160);
            surface.albedo = mix(paint(0x22262a), paint(0xd8d2bf), in_glass * 0.8F);
            surface.glow = Color{2.6F, 1.5F, 0.6F} * (in_glass * (0.45F + bulb));
            surface.sun = 0.2F;
            return std::max({coverage(glass, pixel), coverage(cap, pixel), coverage(base, pixel)});
        });
}

void paint_pot(Canvas& canvas, Vec3 foot, Color petals) {
    const float pixel = canvas.pixel(foot.z);
    canvas.ground(0.005F, foot.z - 0.5F, foot.z + 0.4F, [&](float x, float z, Surface& surface) {
        const float d = norm((x - foot.x - 0.05F) / 0.34F, (z - foot.z) / 0.26F);
        surface.albedo = paint(0x3a2c20);
        surface.sun = 0.05F;
        return 0.6F * smoothstep(1.0F, 0.5F, d);
    });
    canvas.wall(
        foot.z, foot.x - 0.4F, foot.x + 0.4F, 0, 0.5F, [&](float x, float y, Surface& surface) {
            const float rim = y > 0.33F ? 0.035F : 0.0F;
            const float half = 0.15F + 0.2F * y + rim;
            const float across = (x - foot.x) / half;
            surface.albedo = paint(0xb5623f) * (0.75F + 0.1F * value_noise(x * 20, y * 20, 95));
            surface.albedo = surface.albedo * (1.1F - 0.35F * clamp01(0.5F + across));
            surface.sun = 0.25F * clamp01(0.6F - across);
            return std::min({coverage(std::fabs(x - foot.x) - half, pixel),
                             coverage(y - 0.42F, pixel), coverage(-y, pixel)});
        });
    paint_leaves(canvas, {.middle = {foot.x, 0.68F, foot.z - 0.02F},
                          .half_width = 0.34F,
                          .half_height = 0.28F,
                          .leaf = 0.075F,
                          .tufts = 150,
                          .dark = paint(0x274a2a),
                          .bright = paint(0x86ad57),
                          .seed = hash(97, static_cast<std::uint64_t>(foot.x * 10 + 100))});
    paint_leaves(canvas, {.middle = {foot.x, 0.74F, foot.z - 0.04F},
                          .half_width = 0.3F,
                          .half_height = 0.22F,
                          .leaf = 0.032F,
                          .tufts = 34,
                          .dark = petals * 0.6F,
                          .bright = petals,
                          .seed = 98});
}

}  // namespace porchlight::sources::scene
