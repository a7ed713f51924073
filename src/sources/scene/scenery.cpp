// SPDX-License-Identifier: Apache-2.0
#include "sources/scene/scenery.hpp"

#include "sources/scene/lighting.hpp"
#include "sources/scene/noise.hpp"

#include <algorithm>
#include <array>

namespace porchlight::sources::scene {
namespace {

struct Tuft {
    float x, y, radius, light;
    Color color;
    std::uint32_t seed;
};

/// Where in the heap, from -1 to 1 in both directions.
std::pair<float, float> place(const Leaves& leaves, Dice& dice) {
    if (leaves.square) {
        return {dice.between(-1, 1), dice.between(-1, 1)};
    }
    const float angle = dice.between(0, 6.2832F);
    const float radius = std::sqrt(dice.between(0, 1));
    return {radius * std::cos(angle), radius * std::sin(angle)};
}

std::vector<Tuft> scatter(const Leaves& leaves) {
    Dice dice(leaves.seed);
    const Vec3 sun = Light{}.sun_from;
    std::vector<Tuft> tufts;
    tufts.reserve(static_cast<std::size_t>(leaves.tufts));
    for (int i = 0; i < leaves.tufts; ++i) {
        const auto [x, y] = place(leaves, dice);
        const float facing =
            leaves.square ? 0.35F + 0.5F * y : 0.45F + 0.5F * (x * sun.x + y * sun.y);
        const float light = clamp01(facing + dice.between(-0.22F, 0.22F));
        Color color = mix(leaves.dark, leaves.bright, clamp01(light + dice.between(-0.15F, 0.15F)));
        color = color * dice.between(0.85F, 1.12F);
        tufts.push_back({leaves.middle.x + x * leaves.half_width,
                         leaves.middle.y + y * leaves.half_height,
                         leaves.leaf * dice.between(0.6F, 1.25F), light, color,
                         static_cast<std::uint32_t>(dice.next())});
    }
    // Lit tufts lie on top of the shaded ones, which gives the heap its roundness.
    std::ranges::sort(tufts, {}, &Tuft::light);
    return tufts;
}

void paint_tuft(Canvas& canvas, float z, const Tuft& tuft) {
    const float pixel = canvas.pixel(z);
    const float reach = tuft.radius * 1.4F;
    canvas.wall(z, tuft.x - reach, tuft.x + reach, tuft.y - reach, tuft.y + reach,
                [&](float x, float y, Surface& surface) {
                    const float dx = (x - tuft.x) / tuft.radius;
                    const float dy = (y - tuft.y) / tuft.radius;
                    const float ragged = value_noise(dx * 3.1F, dy * 3.1F, tuft.seed) * 0.75F;
                    const float edge = (norm(dx, dy) - 0.55F - ragged) * tuft.radius;
                    const float tip = clamp01(0.5F - 0.4F * dx + 0.5F * dy);
                    surface.albedo = tuft.color * (0.72F + 0.45F * tip);
                    surface.sun = 0.15F + 0.85F * tuft.light * (0.6F + 0.4F * tip);
                    return coverage(edge, std::max(pixel, 0.25F * tuft.radius));
                });
}

/// Two sashes with a cross bar and curtains drawn aside.
Color pane_glow(const Window& window, float dx, float dy) {
    const float curtain = smoothstep(0.35F, 0.75F, std::fabs(dx) / window.half_width);
    const float ceiling = 0.75F + 0.25F * dy / window.half_height;
    return window.light * (mix(1.0F, 0.45F, curtain) * ceiling);
}

float window_material(const Window& window, float x, float y, float pixel, Surface& surface) {
    const float dx = x - window.x;
    const float dy = y - window.y;
    const float frame = box_distance(dx, dy, window.half_width + 0.09F, window.half_height + 0.09F);
    const float pane = box_distance(dx, dy, window.half_width, window.half_height);
    const float bars = std::min(std::fabs(dx), std::fabs(dy)) - 0.025F;
    const float glass = std::min(coverage(pane, pixel), 1 - coverage(bars, pixel));
    const float slant =
        smoothstep(0.0F, 0.5F, dy / window.half_height - 0.6F * dx / window.half_width);
    const Color reflection = mix(paint(0x27343c), paint(0x8fb0c4), 0.25F + 0.5F * slant);
    surface.albedo = mix(paint(0xf4efe4), reflection, glass);
    surface.glow = pane_glow(window, dx, dy) * glass;
    surface.sun = 0.55F;
    return coverage(frame, pixel);
}

void paint_roof(Canvas& canvas, const House& house) {
    const float eaves = house.ground + house.wall;
    const float half = house.width / 2 + 0.45F;
    const float pixel = canvas.pixel(house.z);
    canvas.wall(house.z - 0.3F, house.x - half, house.x + half, eaves - 0.25F, eaves + house.roof,
                [&](float x, float y, Surface& surface) {
                    const float up = (y - eaves) / house.roof;
                    const float side = std::fabs(x - house.x) - (half - 1.15F * std::max(up, 0.0F));
                    const float row = y / 0.22F - floor_of(y / 0.22F);
                    const float tile = value_noise(x * 3, floor_of(y / 0.22F) * 7.3F, 5);
                    const bool gutter = up < 0;
                    const Color tiles =
                        house.tiles * (0.8F + 0.25F * tile - 0.16F * (row > 0.8F ? 1.0F : 0.0F));
                    surface.albedo = gutter ? paint(0xf2ece0) : tiles;
                    surface.sun = gutter ? 0.6F : 0.85F;
                    return std::min({coverage(side, pixel), coverage(y - eaves - house.roof, pixel),
                                     coverage(eaves - 0.16F - y, pixel)});
                });
}

void paint_walls(Canvas& canvas, const House& house) {
    const float eaves = house.ground + house.wall;
    const float half = house.width / 2;
    const float pixel = canvas.pixel(house.z);
    canvas.wall(house.z, house.x - half, house.x + half, house.ground, eaves,
                [&](float x, float y, Surface& surface) {
                    const float board = y / 0.2F - floor_of(y / 0.2F);
                    const float under_eaves = smoothstep(0.1F, 0.7F, eaves - y);
                    const float stain = cloud_noise(x * 0.7F, y * 0.7F, 3);
                    surface.albedo =
                        house.walls * (0.9F + 0.1F * stain - (board < 0.22F ? 0.1F : 0.0F));
                    surface.sun = 0.55F * (0.35F + 0.65F * under_eaves);
                    return std::min(coverage(std::fabs(x - house.x) - half, pixel),
                                    coverage(house.ground - y, pixel));
                });
}

void paint_front_door(Canvas& canvas, const House& house) {
    const float pixel = canvas.pixel(house.z);
    const float middle = house.ground + 1.15F;
    canvas.wall(house.z - 0.05F, house.x - 0.8F, house.x + 0.8F, house.ground, middle + 1.3F,
                [&](float x, float y, Surface& surface) {
                    const float frame = box_distance(x - house.x, y - middle, 0.62F, 1.2F);
                    const float leaf = box_distance(x - house.x, y - middle, 0.48F, 1.06F);
                    const float light = box_distance(x - house.x, y - middle - 0.6F, 0.3F, 0.22F);
                    surface.albedo = mix(paint(0xf4efe4), house.door, coverage(leaf, pixel));
                    surface.glow = Color{0.9F, 0.55F, 0.22F} * coverage(light, pixel);
                    surface.sun = 0.5F;
                    return coverage(frame, pixel);
                });
}

}  // namespace

void paint_leaves(Canvas& canvas, const Leaves& leaves) {
    for (const Tuft& tuft : scatter(leaves)) {
        paint_tuft(canvas, leaves.middle.z, tuft);
    }
}

Foliage cut_leaves(const Canvas& picture, const Leaves& leaves, float sway) {
    const float margin = leaves.leaf * 1.5F;
    const PixelBox box = picture.pixels(
        leaves.middle.z, leaves.middle.x - leaves.half_width - margin,
        leaves.middle.x + leaves.half_width + margin, leaves.middle.y - leaves.half_height - margin,
        leaves.middle.y + leaves.half_height + margin);
    Foliage foliage{Canvas(picture, box), leaves.middle.z, sway,
                    static_cast<float>(leaves.seed % 97) * 0.65F};
    paint_leaves(foliage.cutout, leaves);
    return foliage;
}

void paint_sky(Canvas& canvas, std::uint32_t seed) {
    const float horizon = canvas.view().horizon;
    canvas.sky([&](float u, float v, Surface& surface) {
        // Clouds lie on a ceiling: towards the horizon they crowd and flatten.
        const float height = std::max(horizon - v, 0.004F);
        const float x = u * 0.55F / (height + 0.16F);
        const float y = 0.9F / (height + 0.16F);
        const float puff = cloud_noise(x * 1.7F, y * 2.1F, seed);
        const float cover = smoothstep(0.50F, 0.68F, puff);
        const float below = cloud_noise(x * 1.7F + 0.12F, y * 2.1F + 0.25F, seed);
        surface.albedo = {cover * 0.95F, clamp01(0.5F + (puff - below) * 5), 0};
        return 1.0F;
    });
}

void paint_treeline(Canvas& canvas, float z, float height, Color color, std::uint32_t seed) {
    const float pixel = canvas.pixel(z);
    const float reach = z * 1.4F;
    canvas.wall(z, -reach, reach, -2, height, [&](float x, float y, Surface& surface) {
        const float crown = cloud_noise(x * 2.2F / height, 0.5F, seed);
        const float leaf = cloud_noise(x * 1.6F, y * 1.6F, seed + 9);
        const float top = height * (0.35F + 0.65F * crown) + leaf * 0.9F;
        const float heap = value_noise(x * 0.7F, y * 0.9F, seed + 5);
        surface.albedo = color * (0.5F + 0.45F * heap + 0.5F * leaf);
        surface.sun = (0.25F + 0.55F * clamp01(y / top)) * (0.5F + 0.9F * leaf);
        return coverage(y - top, pixel * 1.5F);
    });
}

void paint_window(Canvas& canvas, float z, const Window& window) {
    const float pixel = canvas.pixel(z);
    canvas.wall(z, window.x - window.half_width - 0.2F, window.x + window.half_width + 0.2F,
                window.y - window.half_height - 0.2F, window.y + window.half_height + 0.2F,
                [&](float x, float y, Surface& surface) {
                    return window_material(window, x, y, pixel, surface);
                });
}

void paint_house(Canvas& canvas, const House& house) {
    Dice dice(house.seed);
    const float chimney = house.x + house.width * dice.between(0.15F, 0.28F);
    paint_post(canvas, house.z, chimney, 0.4F, house.ground + house.wall,
               house.ground + house.wall + house.roof + 0.9F, paint(0x8d5a49), 0.6F);
    paint_walls(canvas, house);
    const bool tall = house.wall > 4;
    const std::array<float, 2> floors{house.ground + 1.45F, house.ground + 4.1F};
    for (int floor = 0; floor < (tall ? 2 : 1); ++floor) {
        for (const float side : {-0.36F, -0.17F, 0.17F, 0.36F}) {
            const bool lit = dice.below(3) != 0;
            const Color light = lit ? Window{}.light * dice.between(0.5F, 1.1F) : Color{};
            paint_window(canvas, house.z - 0.02F,
                         {.x = house.x + side * house.width,
                          .y = floors.at(static_cast<std::size_t>(floor)),
                          .half_width = 0.5F,
                          .half_height = 0.68F,
                          .light = light});
        }
    }
    if (tall) {
        paint_window(canvas, house.z - 0.02F, {.x = house.x, .y = floors[1], .half_height = 0.68F});
    }
    paint_front_door(canvas, house);
    paint_roof(canvas, house);
}

void paint_trunk(Canvas& canvas, Vec3 foot, float top, float radius) {
    const float pixel = canvas.pixel(foot.z);
    canvas.wall(foot.z, foot.x - radius * 3, foot.x + radius * 3, foot.y, top,
                [&](float x, float y, Surface& surface) {
                    const float flare = radius * (0.85F + 0.7F * std::exp(-(y - foot.y) * 3.0F));
                    const float bend = 0.12F * std::sin(y * 0.9F + foot.x);
                    const float across = (x - foot.x - bend) / flare;
                    const float bark = value_noise(x * 22, y * 3, 11);
                    surface.albedo = paint(0x6d5a49) * (0.65F + 0.6F * bark);
                    surface.sun = clamp01(0.5F - 0.55F * across);
                    return coverage((std::fabs(across) - 1) * flare, pixel);
                });
}

Color grass(float x, float z) {
    const float patch = cloud_noise(x * 0.5F, z * 0.5F, 21);
    const float stripe = std::fabs(std::fmod(x + 100.0F, 1.7F) - 0.85F) < 0.42F ? 0.05F : -0.05F;
    const float blades = value_noise(x * 26, z * 9, 23) - 0.5F;
    const float near = 1 / (1 + z * z * 0.006F);
    const Color base = mix(paint(0x55753a), paint(0x86994f), clamp01(patch * 1.3F - 0.15F));
    return base * (1 + stripe + 0.55F * blades * near);
}

void paint_post(Canvas& canvas, float z, float x, float half_width, float low, float high,
                Color color, float sun) {
    const float pixel = canvas.pixel(z);
    canvas.wall(z, x - half_width, x + half_width, low, high,
                [&](float px, float py, Surface& surface) {
                    const float across = (px - x) / half_width;
                    surface.albedo = color * (0.94F - 0.1F * across);
                    surface.sun = sun * (across > 0.55F ? 0.45F : 1.0F);
                    return std::min({coverage(std::fabs(px - x) - half_width, pixel),
                                     coverage(low - py, pixel), coverage(py - high, pixel)});
                });
}

void paint_beam(Canvas& canvas, float z, float left, float right, float low, float high,
                Color color, float sun) {
    const float pixel = canvas.pixel(z);
    canvas.wall(z, left, right, low, high, [&](float x, float y, Surface& surface) {
        const float up = (y - low) / (high - low);
        surface.albedo = color * (0.86F + 0.1F * up);
        surface.sun = sun * (0.7F + 0.3F * up);
        return std::min({coverage(left - x, pixel), coverage(x - right, pixel),
                         coverage(low - y, pixel), coverage(y - high, pixel)});
    });
}

void paint_far_tree(Canvas& canvas, Vec3 foot, float height, float width, Color bright,
                    std::uint64_t seed) {
    paint_post(canvas, foot.z, foot.x, 0.03F * height, foot.y, foot.y + 0.5F * height,
               paint(0x5c4c40), 0.4F);
    paint_leaves(canvas, {.middle = {foot.x, foot.y + 0.62F * height, foot.z - 0.1F},
                          .half_width = width / 2,
                          .half_height = 0.4F * height,
                          .leaf = 0.085F * height,
                          .tufts = 150,
                          .dark = bright * 0.35F,
                          .bright = bright,
                          .seed = seed});
}

float dappled_sun(float x, float z, Vec3 crown, float radius, std::uint32_t seed) {
    const Vec3 from = Light{}.sun_from;
    const float dx = (x - crown.x + from.x / from.y * crown.y) / radius;
    const float dz = (z - crown.z + from.z / from.y * crown.y) / (radius * 0.85F);
    const float inside = 1 - norm(dx, dz) + (cloud_noise(x * 1.8F, z * 1.8F, seed) - 0.5F) * 1.3F;
    const float holes = smoothstep(0.62F, 0.72F, value_noise(x * 3.4F, z * 3.4F, seed + 4));
    return 1 - 0.85F * smoothstep(0.0F, 0.22F, inside) * (1 - 0.8F * holes);
}

}  // namespace porchlight::sources::scene
