// SPDX-License-Identifier: Apache-2.0
#include "sources/scene/noise.hpp"
#include "sources/scene/props.hpp"
#include "sources/scene/views.hpp"

#include <algorithm>
#include <array>

namespace porchlight::sources::scene {
namespace {

constexpr float kFence = 19;
constexpr float kTerraceEnd = 5.7F;
constexpr float kDriveLeft = -6.9F;
constexpr float kDriveRight = -2.3F;
constexpr Vec3 kAppleCrown{6.2F, 3.7F, 11.2F};
constexpr Vec3 kCar{-4.5F, 0, 11.0F};

float yard_sun(float x, float z) {
    const float house = smoothstep(5.0F, 5.3F, z + 0.04F * std::sin(x * 7));
    const float fence = smoothstep(kFence + 0.3F, kFence - 0.1F, z);
    return 0.78F * house * mix(0.5F, 1.0F, fence) * dappled_sun(x, z, kAppleCrown, 1.9F, 231);
}

void paint_lawn(Canvas& canvas) {
    canvas.ground(0, 3, kFence, [](float x, float z, Surface& surface) {
        surface.albedo = grass(x * 0.94F + z * 0.34F, z * 0.94F - x * 0.34F);
        surface.sun = yard_sun(x, z);
        return 1.0F;
    });
}

void paint_drive(Canvas& canvas) {
    canvas.ground(0, 3, kFence, [](float x, float z, Surface& surface) {
        const float slab_x = (x - kDriveLeft) / 2.3F;
        const float slab_z = z / 2.6F;
        const float joint = std::min(std::fabs(slab_x - std::round(slab_x)) * 2.3F,
                                     std::fabs(slab_z - std::round(slab_z)) * 2.6F);
        const float stain = cloud_noise(x * 0.8F, z * 0.6F, 241);
        const float oil = smoothstep(0.62F, 0.8F, value_noise(x * 1.3F, z * 0.7F, 243));
        surface.albedo = paint(0xb3ada2) * ((joint < 0.022F ? 0.72F : 1.0F) *
                                            (0.84F + 0.26F * stain) * (1 - 0.16F * oil));
        const float under = norm((x - kCar.x - 0.45F) / 1.5F, (z - kCar.z - 1.6F) / 2.6F);
        surface.sun = yard_sun(x, z) * smoothstep(0.75F, 1.05F, under);
        surface.albedo =
            surface.albedo *
            (0.45F + 0.55F * smoothstep(0.45F, 0.9F,
                                        norm((x - kCar.x) / 1.25F, (z - kCar.z - 1.7F) / 2.6F)));
        surface.gloss = 0.9F;
        return std::min(coverage(kDriveLeft - x, 0.05F), coverage(x - kDriveRight, 0.05F));
    });
}

/// Paving of the terrace, and the round stones across the lawn.
void paint_paving(Canvas& canvas) {
    canvas.ground(0, 3, kFence - 0.3F, [](float x, float z, Surface& surface) {
        const float step = z / 0.82F - floor_of(z / 0.82F) - 0.5F;
        const float tilt = value_noise(floor_of(z / 0.82F) * 3.3F, 0, 251) - 0.5F;
        const float out =
            norm((x - yard_path_middle(z) - 0.25F * tilt) / 0.5F, step * 0.82F / 0.31F) - 1;
        surface.albedo = paint(0xbdb19d) * (0.85F + 0.3F * cloud_noise(x * 5, z * 5, 253));
        surface.sun = yard_sun(x, z);
        surface.gloss = 0.8F;
        return coverage(out * 0.3F + 0.08F * (value_noise(x * 6, z * 6, 255) - 0.5F), 0.05F);
    });
    canvas.ground(0, 3, kTerraceEnd, [](float x, float z, Surface& surface) {
        const float row = floor_of(z / 0.5F);
        const float shifted = x / 0.75F + (static_cast<int>(row) % 2 == 0 ? 0.0F : 0.5F);
        const float joint = std::min(std::fabs(shifted - std::round(shifted)) * 0.75F,
                                     std::fabs(z / 0.5F - std::round(z / 0.5F)) * 0.5F);
        const float tone = value_noise(floor_of(shifted) * 5.1F, row * 3.3F, 257);
        const float grit = cloud_noise(x * 7, z * 7, 259) - 0.5F;
        surface.albedo =
            mix(paint(0x6f6658), mix(paint(0xb7967a), paint(0xcdb89c), tone) * (1 + 0.25F * grit),
                smoothstep(0.008F, 0.02F, joint));
        surface.sun = 0.14F;
        surface.gloss = 0.6F;
        return coverage(kDriveRight + 0.1F - x, 0.04F);
    });
}

float fence_board(float x, float y, float pixel, Surface& surface) {
    const float across = x / 0.16F;
    const float index = floor_of(across);
    const float gap = std::min(across - index, 1 - across + index) * 0.16F;
    const float tone = value_noise(index * 3.7F, 1, 261);
    const float grain = cloud_noise(x * 30, y * 2.5F, 263) - 0.5F;
    const float top = 1.78F + 0.03F * tone;
    surface.albedo = mix(paint(0x96714d), paint(0xb98f64), tone) * (1 + 0.3F * grain) *
                     (0.72F + 0.28F * smoothstep(0, 0.35F, y));
    surface.albedo = mix(surface.albedo * 0.35F, surface.albedo, coverage(0.008F - gap, pixel));
    surface.sun = 0.6F;
    return coverage(y - top, pixel);
}

void paint_fence(Canvas& canvas) {
    const float pixel = canvas.pixel(kFence);
    canvas.wall(kFence, -26, 26, 0, 2, [&](float x, float y, Surface& surface) {
        return fence_board(x, y, pixel, surface);
    });
    for (int i = 0; i < 21; ++i) {
        const float x = -24.6F + 2.4F * static_cast<float>(i);
        paint_post(canvas, kFence - 0.05F, x, 0.07F, 0, 1.95F, paint(0x9c774f), 0.6F);
    }
    paint_beam(canvas, kFence - 0.04F, -26, 26, 1.76F, 1.84F, paint(0xb08659), 0.8F);
    // The gate, painted, with two hinges.
    const float gate = yard_path_middle(17.5F);
    paint_post(canvas, kFence - 0.08F, gate - 0.72F, 0.1F, 0, 2.1F, paint(0xe7e0d2), 0.55F);
    paint_post(canvas, kFence - 0.08F, gate + 0.72F, 0.1F, 0, 2.1F, paint(0xe7e0d2), 0.55F);
    canvas.wall(kFence - 0.06F, gate - 0.62F, gate + 0.62F, 0.08F, 1.8F,
                [&](float x, float y, Surface& surface) {
                    const float slat =
                        std::fabs((x - gate) / 0.18F - std::round((x - gate) / 0.18F)) * 0.18F;
                    const float arch = y - 1.5F - 0.22F * std::cos((x - gate) * 2.4F);
                    const bool bar = std::fabs(y - 0.45F) < 0.05F || std::fabs(y - 1.25F) < 0.05F;
                    surface.albedo =
                        paint(0x4f7f86) * (slat < 0.012F ? 0.55F : (bar ? 1.1F : 0.95F));
                    surface.sun = 0.55F;
                    return coverage(arch, pixel);
                });
}

/// Bulbs on a wire along the fence; they matter after dusk.
void paint_fairy_lights(Canvas& canvas) {
    const float z = kFence - 0.15F;
    const float pixel = canvas.pixel(z);
    const auto wire = [](float x) {
        return 2.12F - 0.22F * std::cos((x / 4.8F - floor_of(x / 4.8F) - 0.5F) * 3.14F) + 0.05F;
    };
    canvas.wall(z, -20, 20, 1.7F, 2.3F, [&](float x, float y, Surface& surface) {
        const float near_x = std::round(x / 0.8F) * 0.8F;
        const float bulb = norm(x - near_x, y - wire(near_x) + 0.06F) - 0.05F;
        const float in_bulb = coverage(bulb, pixel);
        surface.albedo = mix(paint(0x3a3a38), paint(0xf5e6c0), in_bulb);
        surface.glow = Color{2.8F, 1.5F, 0.5F} * in_bulb;
        return std::max(in_bulb, 0.7F * coverage(std::fabs(y - wire(x)) - 0.008F, pixel));
    });
}

void paint_shed(Canvas& canvas) {
    const float z = 16;
    const float x = 8.6F;
    const float pixel = canvas.pixel(z);
    canvas.wall(z, x - 1.7F, x + 1.7F, 0, 3.2F, [&](float px, float py, Surface& surface) {
        const float roof_line = 3.05F - 0.62F * std::fabs(px - x);
        const float board = px / 0.2F - floor_of(px / 0.2F);
        surface.albedo = paint(0x7f9a94) *
                         (board < 0.1F ? 0.78F : 0.95F + 0.08F * value_noise(px * 9, py * 2, 271));
        surface.sun = 0.55F * smoothstep(0.0F, 0.45F, roof_line - py);
        return std::min(coverage(std::fabs(px - x) - 1.6F, pixel), coverage(py - roof_line, pixel));
    });
    canvas.wall(z - 0.2F, x - 2.0F, x + 2.0F, 1.6F, 3.4F,
                [&](float px, float py, Surface& surface) {
                    const float roof_line = 3.12F - 0.62F * std::fabs(px - x);
                    surface.albedo = paint(0x54504c);
                    surface.sun = px < x ? 0.9F : 0.5F;
                    return std::min(coverage(std::fabs(py - roof_line) - 0.09F, pixel),
                                    coverage(std::fabs(px - x) - 1.85F, pixel));
                });
    paint_window(
        canvas, z - 0.02F,
        {.x = x - 0.75F, .y = 1.35F, .half_width = 0.34F, .half_height = 0.34F, .light = {}});
    paint_post(canvas, z - 0.02F, x + 0.55F, 0.45F, 0.02F, 1.85F, paint(0xe7e0d2), 0.5F);
    paint_post(canvas, z - 0.03F, x + 0.55F, 0.39F, 0.05F, 1.8F, paint(0x6d8781), 0.5F);
}

/// A planter of boards with rows of vegetables.
void paint_raised_bed(Canvas& canvas, float x, float z, std::uint64_t seed) {
    canvas.ground(0.36F, z, z + 1.0F, [&](float px, float pz, Surface& surface) {
        surface.albedo = paint(0x4a382a) * (0.8F + 0.4F * cloud_noise(px * 6, pz * 6, 281));
        surface.sun = 0.7F;
        return coverage(std::fabs(px - x) - 1.05F, 0.02F);
    });
    Dice dice(seed);
    for (const float row : {0.75F, 0.3F}) {
        for (int i = 0; i < 6; ++i) {
            const float px = x - 0.85F + 0.34F * static_cast<float>(i);
            paint_leaves(canvas, {.middle = {px, 0.5F, z + row},
                                  .half_width = 0.19F,
                                  .half_height = dice.between(0.12F, 0.2F),
                                  .leaf = 0.06F,
                                  .tufts = 40,
                                  .dark = paint(0x2e5a2b),
                                  .bright = row > 0.5F ? paint(0x9ab85a) : paint(0x6f9a62),
                                  .seed = dice.next()});
        }
    }
    paint_beam(canvas, z, x - 1.1F, x + 1.1F, 0, 0.38F, paint(0x8f7152), 0.55F);
    paint_beam(canvas, z - 0.01F, x - 1.1F, x + 1.1F, 0.18F, 0.195F, paint(0x4c3a2a), 0.3F);
}

/// The car in the drive, seen from behind.
float car_material(float x, float y, float pixel, Surface& surface) {
    const float side = std::fabs(x);
    const float cabin_side = 0.86F - 0.26F * clamp01((y - 0.92F) / 0.52F);
    const float body = box_distance(x, y - 0.58F, 0.74F, 0.20F) - 0.16F;
    const float cabin = std::max({side - cabin_side + 0.03F, y - 1.46F + 0.12F * x * x, 0.85F - y});
    const float window = std::max({side - cabin_side + 0.13F, y - 1.36F + 0.12F * x * x, 1.0F - y});
    const float tyre = box_distance(side - 0.66F, y - 0.16F, 0.10F, 0.12F) - 0.04F;
    const float lamp = box_distance(side - 0.72F, y - 0.83F, 0.12F, 0.06F) - 0.02F;
    const float bumper = box_distance(x, y - 0.44F, 0.82F, 0.06F) - 0.02F;
    const float plate = box_distance(x, y - 0.72F, 0.25F, 0.055F);
    const Color red = paint(0x9e3b34);
    surface.albedo = red * (0.75F + 0.35F * smoothstep(0.4F, 0.95F, y));
    surface.sun =
        0.35F + 0.5F * smoothstep(0.75F, 0.95F, y) * (1 - coverage(window, pixel)) - 0.12F * x;
    surface.albedo =
        mix(surface.albedo, paint(0x6f2a26), coverage(std::fabs(y - 0.94F) - 0.008F, pixel));
    const float slant = smoothstep(0.25F, 0.75F, (y - 0.95F) * 1.3F - x * 0.3F);
    surface.albedo =
        mix(surface.albedo, mix(paint(0x202a30), paint(0x7e98a6), slant), coverage(window, pixel));
    surface.albedo = mix(surface.albedo, paint(0x2a2c2e), coverage(bumper, pixel) * 0.85F);
    surface.albedo = mix(surface.albedo, paint(0xd23b2a), coverage(lamp, pixel));
    surface.albedo = mix(surface.albedo, paint(0xe8e4d6), coverage(plate, pixel));
    const float car = std::max(coverage(body, pixel), coverage(cabin, pixel));
    const float rubber = coverage(tyre, pixel);
    surface.albedo = mix(paint(0x1d1f21), surface.albedo, car);
    surface.gloss = 0.3F;
    return std::max(car, rubber);
}

void paint_parked_car(Canvas& canvas) {
    const float pixel = canvas.pixel(kCar.z);
    canvas.wall(kCar.z, kCar.x - 1.1F, kCar.x + 1.1F, 0, 1.6F,
                [&](float x, float y, Surface& surface) {
                    return car_material(x - kCar.x, y, pixel, surface);
                });
}

void paint_bench(Canvas& canvas) {
    const float z = 13.2F;
    const float x = 3.9F;
    for (const float side : {-0.7F, 0.7F}) {
        paint_post(canvas, z + 0.3F, x + side, 0.04F, 0, 0.92F, paint(0x6b5138), 0.5F);
        paint_post(canvas, z, x + side, 0.04F, 0, 0.45F, paint(0x7b5f43), 0.5F);
    }
    for (const float y : {0.58F, 0.72F, 0.86F}) {
        paint_beam(canvas, z + 0.28F, x - 0.85F, x + 0.85F, y, y + 0.09F, paint(0xa37d55), 0.65F);
    }
    paint_beam(canvas, z - 0.02F, x - 0.88F, x + 0.88F, 0.42F, 0.49F, paint(0xb98f62), 0.8F);
}

void paint_background(Canvas& canvas) {
    canvas.ground(0, kFence, 300, [](float x, float z, Surface& surface) {
        surface.albedo = grass(x, z);
        return 1.0F;
    });
    paint_treeline(canvas, 75, 17, paint(0x647d58), 211);
    paint_treeline(canvas, 50, 10, paint(0x57733f), 213);
    paint_house(canvas, {.x = -12.5F,
                         .z = 31,
                         .ground = -0.3F,
                         .width = 11,
                         .wall = 3.4F,
                         .roof = 3.0F,
                         .walls = paint(0xe3d2b4),
                         .tiles = paint(0x5c5550),
                         .door = paint(0x37566b),
                         .seed = 31});
    paint_house(canvas, {.x = 12.8F,
                         .z = 33,
                         .ground = -0.3F,
                         .width = 12,
                         .wall = 5.7F,
                         .roof = 2.6F,
                         .walls = paint(0xc4cbc6),
                         .tiles = paint(0x7d5344),
                         .door = paint(0x8a2f27),
                         .seed = 33});
    constexpr std::array<std::uint32_t, 4> kFarLeaves{0x7d9350, 0xb08a42, 0x6b8a48, 0x86975a};
    for (int i = 0; i < 11; ++i) {
        Dice dice(hash(290, static_cast<std::uint64_t>(i)));
        const float x = -24 + 4.7F * static_cast<float>(i) + dice.between(-1.2F, 1.2F);
        const float size = dice.between(4.5F, 7.5F);
        paint_far_tree(canvas, {x, 0, dice.between(23, 28)}, size, size * dice.between(0.6F, 0.8F),
                       paint(kFarLeaves.at(static_cast<std::size_t>(dice.below(4)))), dice.next());
    }
}

void paint_borders(Canvas& canvas) {
    Dice dice(310);
    for (int i = 0; i < 18; ++i) {
        const float x = -1.6F + 0.85F * static_cast<float>(i);
        if (std::fabs(x - yard_path_middle(17.5F)) < 1.1F || std::fabs(x - 8.6F) < 2.1F) {
            continue;
        }
        const float tall = dice.between(0.3F, 0.7F);
        paint_leaves(canvas, {.middle = {x, tall * 0.8F, kFence - 0.5F},
                              .half_width = 0.62F,
                              .half_height = tall,
                              .leaf = 0.13F,
                              .tufts = 80,
                              .dark = paint(0x2a4a26),
                              .bright = dice.below(3) == 0 ? paint(0xb98a4a) : paint(0x7f9a4b),
                              .seed = dice.next()});
    }
    for (int i = 0; i < 15; ++i) {
        const float x = -1.2F + 0.9F * static_cast<float>(i);
        if (std::fabs(x - yard_path_middle(17.5F)) > 1.2F && std::fabs(x - 8.6F) > 2.2F) {
            paint_flowers(canvas, {x, 0, kFence - 0.95F}, dice.next());
        }
    }
}

/// The gutter of the house above the camera.
void paint_eaves(Canvas& canvas) {
    paint_beam(canvas, 3.0F, -5, 5, 3.62F, 4.2F, paint(0x6d675f), 0.02F);
    paint_beam(canvas, 2.98F, -5, 5, 3.58F, 3.66F, paint(0xd8d2c6), 0.12F);
}

}  // namespace

Painting paint_yard(int width, int height) {
    Painting painting{Canvas(width, height, kYardView), {}};
    Canvas& canvas = painting.still;
    canvas.hang_lamp(kYardLamp);
    paint_sky(canvas, 19);
    paint_background(canvas);
    paint_lawn(canvas);
    paint_drive(canvas);
    paint_paving(canvas);
    paint_fence(canvas);
    paint_fairy_lights(canvas);
    paint_borders(canvas);
    paint_shed(canvas);
    paint_bench(canvas);
    paint_trunk(canvas, {kAppleCrown.x, 0, kAppleCrown.z}, kAppleCrown.y, 0.2F);
    paint_parked_car(canvas);
    paint_raised_bed(canvas, 5.1F, 8.6F, 321);
    paint_raised_bed(canvas, 5.0F, 6.9F, 323);
    paint_pot(canvas, {3.5F, 0, 5.1F}, paint(0xf0c34b));
    paint_pot(canvas, {-1.7F, 0, 5.3F}, paint(0xb77fd0));
    paint_eaves(canvas);
    add_tree(painting, kAppleCrown, 1.95F, 330, paint(0x2a4a22), paint(0x93a552));
    return painting;
}

}  // namespace porchlight::sources::scene
