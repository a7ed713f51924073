// SPDX-License-Identifier: Apache-2.0
#include "sources/scene/noise.hpp"
#include "sources/scene/props.hpp"
#include "sources/scene/views.hpp"

#include <array>

namespace porchlight::sources::scene {
namespace {

constexpr float kLawnEnd = 12.3F;
constexpr float kPavementEnd = 14.3F;
constexpr float kStreetBegin = 15.2F;
constexpr float kStreetEnd = 21.8F;
constexpr float kFarPavementEnd = 23.6F;
constexpr float kHouses = 30;
constexpr Vec3 kOakCrown{-4.9F, 4.4F, 9.4F};
constexpr Vec3 kMapleCrown{6.6F, 4.2F, 13.0F};

/// Sun on the garden: the house's own shadow, then the trees'.
float garden_sun(float x, float z) {
    const float eaves = 7.1F + 0.05F * std::sin(x * 9);
    const float house = smoothstep(eaves - 0.12F, eaves + 0.12F, z);
    return 0.78F * house * dappled_sun(x, z, kOakCrown, 2.1F, 31) *
           dappled_sun(x, z, kMapleCrown, 2.0F, 37);
}

void paint_lawn(Canvas& canvas) {
    canvas.ground(kGarden, 4.6F, kLawnEnd, [](float x, float z, Surface& surface) {
        surface.albedo = grass(x, z);
        surface.sun = garden_sun(x, z);
        return 1.0F;
    });
}

/// Flagstones laid with open joints.
float flagstone(float x, float z, Surface& surface) {
    const float row = floor_of(z / 0.62F);
    const float shift = (static_cast<int>(row) % 2 == 0) ? 0.0F : 0.37F;
    const float in_row = z / 0.62F - row;
    const float across = (x + shift) / 0.74F + 10;
    const float in_stone = across - floor_of(across);
    const float tone = value_noise(floor_of(across) * 3.7F, row * 5.1F, 41);
    const float joint =
        std::min({in_row * 0.62F, (1 - in_row) * 0.62F, in_stone * 0.74F, (1 - in_stone) * 0.74F});
    const float speckle = cloud_noise(x * 5, z * 5, 43) - 0.5F;
    const Color stone = mix(paint(0xa89c8c), paint(0xc9bda8), tone) * (1 + 0.3F * speckle);
    surface.albedo = mix(paint(0x6c7048), stone, smoothstep(0.015F, 0.05F, joint));
    surface.gloss = 0.8F;
    return 1;
}

void paint_path(Canvas& canvas) {
    canvas.ground(kGarden, 4.6F, kLawnEnd, [](float x, float z, Surface& surface) {
        const float ragged =
            (value_noise(z * 4, x > path_middle(z) ? 3.0F : 8.0F, 47) - 0.5F) * 0.12F;
        const float edge = std::fabs(x - path_middle(z)) - 0.68F + ragged;
        flagstone(x - path_middle(z), z, surface);
        surface.sun = garden_sun(x, z);
        return coverage(edge, 0.06F);
    });
}

void paint_pavement(Canvas& canvas, float near, float far) {
    canvas.ground(kGarden, near, far, [&](float x, float z, Surface& surface) {
        const float slab = x / 1.5F - floor_of(x / 1.5F);
        const float joint = std::min(slab, 1 - slab) * 1.5F < 0.03F ? 0.8F : 1.0F;
        const float stain = cloud_noise(x * 0.9F, z * 0.9F, 53);
        surface.albedo = paint(0xb7b1a6) * (joint * (0.88F + 0.22F * stain));
        surface.sun = garden_sun(x, z);
        surface.gloss = 0.7F;
        return 1.0F;
    });
}

float asphalt(float x, float z, Surface& surface) {
    const float patch = cloud_noise(x * 0.35F, z * 0.8F, 59);
    const float grit = value_noise(x * 14, z * 9, 61);
    const float middle = 0.5F * (kStreetBegin + kStreetEnd);
    const float dash = x / 3.2F - floor_of(x / 3.2F);
    const bool line = std::fabs(z - middle) < 0.09F && dash < 0.55F;
    const Color tar = paint(0x57585c) * (0.85F + 0.25F * patch + 0.08F * grit);
    surface.albedo = line ? paint(0xd8d2be) : tar;
    surface.sun = 0.78F;
    surface.gloss = 1;
    return 1;
}

void paint_street(Canvas& canvas) {
    canvas.ground(kGarden - 0.1F, kStreetBegin, kStreetEnd, asphalt);
    canvas.ground(kGarden, kPavementEnd, kStreetBegin, [](float x, float z, Surface& surface) {
        surface.albedo = grass(x, z) * 0.92F;
        surface.sun = garden_sun(x, z);
        return 1.0F;
    });
    paint_beam(canvas, kStreetEnd - 0.16F, -30, 30, kGarden - 0.12F, kGarden, paint(0x9b968c),
               0.4F);
    for (const float z : {kStreetBegin, kStreetEnd}) {
        canvas.ground(kGarden, z - 0.16F, z + 0.16F, [](float x, float z, Surface& surface) {
            const float stone = x - floor_of(x);
            surface.albedo =
                paint(0xcac4b8) * (stone < 0.04F ? 0.75F : 0.98F + 0.05F * value_noise(x, z, 67));
            surface.sun = 0.75F;
            surface.gloss = 0.5F;
            return 1.0F;
        });
    }
    canvas.ground(kGarden, kFarPavementEnd, kHouses + 6, [](float x, float z, Surface& surface) {
        const float drive = std::min(std::fabs(x - 6.4F) - 1.5F, std::fabs(x + 1.6F) - 0.7F);
        surface.albedo = mix(paint(0xaba497), grass(x, z) * 0.95F, coverage(-drive, 0.08F));
        surface.sun = 0.72F;
        return 1.0F;
    });
}

void paint_neighbours(Canvas& canvas) {
    paint_treeline(canvas, 70, 15, paint(0x5f7a52), 71);
    paint_treeline(canvas, 48, 9.0F, paint(0x53703f), 73);
    constexpr std::array<std::uint32_t, 5> kFarLeaves{0x7d9350, 0x6b8a48, 0xa08a45, 0x77955a,
                                                      0x8a7a3c};
    for (int i = 0; i < 13; ++i) {
        Dice dice(hash(260, static_cast<std::uint64_t>(i)));
        const float x = -34 + 5.4F * static_cast<float>(i) + dice.between(-1.6F, 1.6F);
        const float size = dice.between(6.0F, 9.5F);
        paint_far_tree(canvas, {x, kGarden, kHouses + dice.between(7, 11)}, size,
                       size * dice.between(0.6F, 0.85F),
                       paint(kFarLeaves.at(static_cast<std::size_t>(dice.below(5)))), dice.next());
    }
    paint_house(canvas, {.x = -20.5F,
                         .z = kHouses + 2,
                         .ground = kGarden,
                         .width = 11,
                         .wall = 3.1F,
                         .roof = 3.0F,
                         .walls = paint(0xb9c4bd),
                         .tiles = paint(0x58534f),
                         .door = paint(0x2f4a5c),
                         .seed = 5});
    paint_house(canvas, {.x = -1.6F,
                         .z = kHouses,
                         .ground = kGarden,
                         .width = 11.4F,
                         .wall = 5.6F,
                         .roof = 2.7F,
                         .walls = paint(0xeadfc8),
                         .tiles = paint(0x7a4f40),
                         .door = paint(0x8a2f27),
                         .seed = 8});
    paint_house(canvas, {.x = 18.0F,
                         .z = kHouses + 1,
                         .ground = kGarden,
                         .width = 12.5F,
                         .wall = 3.2F,
                         .roof = 3.2F,
                         .walls = paint(0xa9b7c4),
                         .tiles = paint(0x4d5560),
                         .door = paint(0xd9a441),
                         .seed = 13});
    for (int i = 0; i < 16; ++i) {
        Dice dice(hash(200, static_cast<std::uint64_t>(i)));
        const float x = -24 + 3.1F * static_cast<float>(i) + dice.between(-0.8F, 0.8F);
        const bool in_the_way = std::fabs(x + 1.6F) < 1.6F || std::fabs(x - 6.4F) < 2.2F;
        if (!in_the_way) {
            paint_leaves(canvas, {.middle = {x, kGarden + 0.4F, kHouses - 0.8F},
                                  .half_width = 1.1F,
                                  .half_height = dice.between(0.4F, 0.8F),
                                  .leaf = 0.2F,
                                  .tufts = 60,
                                  .dark = paint(0x2b4a26),
                                  .bright = paint(0x6d9440),
                                  .seed = dice.next()});
        }
    }
}

void paint_hedge(Canvas& canvas) {
    for (const float side : {-1.0F, 1.0F}) {
        for (int i = 0; i < 9; ++i) {
            const float x = side * (1.95F + 1.25F * static_cast<float>(i));
            paint_leaves(canvas,
                         {.middle = {x, kGarden + 0.42F, kLawnEnd - 0.15F},
                          .half_width = 0.72F,
                          .half_height = 0.42F,
                          .leaf = 0.13F,
                          .tufts = 190,
                          .dark = paint(0x1f3d1e),
                          .bright = paint(0x6a8f3c),
                          .seed = hash(300, static_cast<std::uint64_t>(i), side > 0 ? 1 : 0),
                          .square = true});
        }
        const float x = side * 1.22F;
        paint_post(canvas, kLawnEnd - 0.2F, x, 0.13F, kGarden, kGarden + 1.15F, paint(0xefe9dc),
                   0.62F);
        paint_post(canvas, kLawnEnd - 0.22F, x, 0.18F, kGarden + 1.13F, kGarden + 1.22F,
                   paint(0xf6f1e6), 0.7F);
    }
}

void paint_flower_beds(Canvas& canvas) {
    for (const float side : {-1.0F, 1.0F}) {
        for (int i = 0; i < 8; ++i) {
            Dice dice(hash(400, static_cast<std::uint64_t>(i), side > 0 ? 1 : 0));
            const float z = 11.3F - 0.66F * static_cast<float>(i);
            const float x = path_middle(z) + side * (1.12F + 0.18F * dice.between(0, 1));
            paint_flowers(canvas, {x, kGarden, z}, dice.next());
        }
    }
}

float board(float x, float z, Surface& surface) {
    const float across = x / 0.145F + 100;
    const float index = floor_of(across);
    const float in_board = (across - index) * 0.145F;
    const float tone = value_noise(index * 7.7F, 2.0F, 81);
    const float grain = cloud_noise(x * 45, z * 2.2F + index * 13, 83) - 0.5F;
    const float gap = std::min(in_board, 0.145F - in_board);
    const float worn = cloud_noise(x * 1.1F, z * 1.1F, 87);
    const Color wood =
        mix(paint(0x8a6a4c), paint(0xb08e68), clamp01(tone * 0.8F + worn * 0.5F - 0.2F));
    surface.albedo =
        mix(paint(0x2d231b), wood * (1 + 0.35F * grain), smoothstep(0.002F, 0.009F, gap));
    surface.sun = 0.10F;
    surface.gloss = 0.25F;
    return 1;
}

void paint_boards(Canvas& canvas) {
    canvas.ground(0, 1, kPorchEdge, board);
    canvas.ground(0, kPorchEdge - 0.07F, kPorchEdge, [](float x, float, Surface& surface) {
        surface.albedo = paint(0xc0a079) * (0.9F + 0.15F * value_noise(x * 5, 0, 89));
        surface.sun = 0.3F;
        return 1.0F;
    });
    canvas.ground(0.012F, 3.4F, 4.3F, [](float x, float z, Surface& surface) {
        const float edge = box_distance(x - 0.05F, z - 3.72F, 0.62F, 0.4F) - 0.03F;
        const float border = box_distance(x - 0.05F, z - 3.72F, 0.53F, 0.31F);
        const float weave = value_noise(x * 90, z * 60, 91);
        const bool stripe = std::fabs(border) < 0.018F;
        surface.albedo = (stripe ? paint(0x4b3a2c) : paint(0xa07f52)) * (0.75F + 0.4F * weave);
        surface.sun = 0.08F;
        return coverage(edge, 0.012F);
    });
}

void paint_railing(Canvas& canvas) {
    const Color white = paint(0xf1ece1);
    const float z = kPorchEdge - 0.1F;
    for (const float side : {-1.0F, 1.0F}) {
        for (int i = 0; i < 21; ++i) {
            const float x = 1.44F + 0.155F * static_cast<float>(i);
            paint_post(canvas, z, side * x, 0.021F, 0.1F, 0.86F, white, 0.34F);
        }
        const float left = side < 0 ? -4.8F : 1.3F;
        paint_beam(canvas, z, left, left + 3.5F, 0.06F, 0.13F, white, 0.3F);
        paint_beam(canvas, z - 0.02F, left, left + 3.5F, 0.84F, 0.885F, white * 0.8F, 0.25F);
        paint_beam(canvas, z - 0.02F, left, left + 3.5F, 0.875F, 0.925F, white, 0.6F);
        paint_post(canvas, z - 0.03F, side * 1.3F, 0.065F, 0, 1.02F, white, 0.36F);
        paint_post(canvas, z - 0.04F, side * 1.3F, 0.085F, 1.0F, 1.06F, white, 0.5F);
    }
}

/// Posts, and the edge of the roof with its boards seen from below.
void paint_porch_frame(Canvas& canvas) {
    const Color white = paint(0xf1ece1);
    const float z = kPorchEdge - 0.15F;
    constexpr float kEaves = 3.62F;
    for (const float side : {-1.0F, 1.0F}) {
        paint_post(canvas, z, side * 3.06F, 0.11F, 0, kEaves, white, 0.36F);
        paint_post(canvas, z - 0.02F, side * 3.06F, 0.15F, 0, 0.22F, white, 0.36F);
        paint_post(canvas, z - 0.02F, side * 3.06F, 0.145F, kEaves - 0.16F, kEaves - 0.06F, white,
                   0.3F);
    }
    paint_beam(canvas, z - 0.03F, -6, 6, kEaves - 0.05F, kEaves + 0.12F, white, 0.16F);
    paint_beam(canvas, z - 0.04F, -6, 6, kEaves - 0.06F, kEaves - 0.035F, white * 0.6F, 0);
    paint_beam(canvas, z - 0.045F, -6, 6, kEaves + 0.08F, kEaves + 1.5F, paint(0xb9c6c4) * 0.6F, 0);
    // The ceiling is a plane above the camera, which the ground function cannot paint: each board a
    // strip.
    for (int i = 0; i < 9; ++i) {
        const float low =
            kEaves + 0.12F + 0.05F * static_cast<float>(i) * (1 + 0.12F * static_cast<float>(i));
        const float next =
            kEaves + 0.12F +
            0.05F * static_cast<float>(i + 1) * (1 + 0.12F * static_cast<float>(i + 1));
        paint_beam(canvas, z - 0.05F, -6, 6, low, next,
                   paint(0xb9c6c4) * (0.62F + 0.03F * static_cast<float>(i % 2)), 0);
        paint_beam(canvas, z - 0.05F, -6, 6, low, low + 0.008F, paint(0x59625f), 0);
    }
}

}  // namespace

Painting paint_porch(int width, int height) {
    Painting painting{Canvas(width, height, kPorchView), {}};
    Canvas& canvas = painting.still;
    const Vec3 lantern{2.1F, 3.0F, 4.3F};
    canvas.hang_lamp(kPorchLamp);
    paint_sky(canvas, 15);
    canvas.ground(kGarden, kHouses + 5, 400, [](float x, float z, Surface& surface) {
        surface.albedo = grass(x, z);
        return 1.0F;
    });
    paint_street(canvas);
    paint_neighbours(canvas);
    paint_pavement(canvas, kStreetEnd + 0.16F, kFarPavementEnd);
    paint_pavement(canvas, kLawnEnd, kPavementEnd);
    paint_lawn(canvas);
    paint_path(canvas);
    paint_street_lamp(canvas, {-7.6F, kGarden, 14.9F});
    paint_trunk(canvas, {kMapleCrown.x, kGarden, kMapleCrown.z}, kMapleCrown.y, 0.17F);
    paint_mailbox(canvas, {2.1F, kGarden, kLawnEnd + 0.3F});
    paint_hedge(canvas);
    paint_trunk(canvas, {kOakCrown.x, kGarden, kOakCrown.z}, kOakCrown.y, 0.24F);
    paint_leaves(canvas, {.middle = {kOakCrown.x, kGarden + 0.08F, kOakCrown.z - 0.1F},
                          .half_width = 0.5F,
                          .half_height = 0.07F,
                          .leaf = 0.05F,
                          .tufts = 90,
                          .dark = paint(0x3d5a2c),
                          .bright = paint(0x71893f),
                          .seed = 131});
    paint_flower_beds(canvas);
    paint_boards(canvas);
    paint_railing(canvas);
    paint_porch_frame(canvas);
    paint_pot(canvas, {1.95F, 0, 4.25F}, paint(0xe86f86));
    paint_lantern(canvas, lantern);
    add_tree(painting, kMapleCrown, 1.9F, 110, paint(0x4b3a1c), paint(0xc58a3a));
    add_tree(painting, kOakCrown, 2.2F, 120, paint(0x22401f), paint(0x88a04e));
    return painting;
}

}  // namespace porchlight::sources::scene
