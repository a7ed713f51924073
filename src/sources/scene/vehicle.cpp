// SPDX-License-Identifier: Apache-2.0
#include "sources/scene/vehicle.hpp"

#include "sources/scene/noise.hpp"

#include <algorithm>
#include <array>

namespace porchlight::sources::scene {
namespace {

/// A side view: x from the tail (negative) to the nose, y up from the road, metres.
struct Make {
    float half_length;
    float belt;  ///< lower edge of the windows
    float roof;
    float cabin_tail, cabin_nose;  ///< where the cabin meets the belt
    float roof_tail, roof_nose;
    float rear_wheel, front_wheel;
};

constexpr std::array<Make, 3> kMakes{{
    {2.20F, 0.90F, 1.44F, -1.75F, 1.02F, -1.15F, 0.30F, -1.32F, 1.35F},  // saloon
    {1.98F, 0.95F, 1.52F, -1.92F, 0.95F, -1.62F, 0.30F, -1.22F, 1.24F},  // hatchback
    {2.35F, 1.05F, 1.92F, -2.33F, 1.45F, -2.22F, 0.95F, -1.42F, 1.48F},  // van
}};
constexpr float kWheel = 0.33F;

struct Coat {
    Color paint, glass_low, glass_high, dark;
};

/// Signed distance to the cabin: a trapezoid between belt and roof.
float cabin_distance(const Make& make, float x, float y, float inset) {
    const float k = clamp01((y - make.belt) / (make.roof - make.belt));
    const float tail = mix(make.cabin_tail, make.roof_tail, k) + inset;
    const float nose = mix(make.cabin_nose, make.roof_nose, k) - inset;
    return std::max({tail - x, x - nose, y - make.roof + inset, make.belt - 0.1F - y});
}

float body_distance(const Make& make, float x, float y) {
    const float middle = (0.30F + make.belt) / 2;
    const float bonnet = make.belt - 0.12F * smoothstep(make.cabin_nose, make.half_length, x);
    const float lower =
        box_distance(x, y - middle, make.half_length - 0.16F, (make.belt - 0.30F) / 2 - 0.16F) -
        0.16F;
    return std::max(lower, y - bonnet);
}

float wheel_distance(const Make& make, float x, float y) {
    return std::min(norm(x - make.rear_wheel, y - kWheel), norm(x - make.front_wheel, y - kWheel));
}

/// Colours over the painted body: windows, door lines, lamps.
Color body_color(const Make& make, const Coat& coat, const SpotLight& spot, float x, float y,
                 float pixel) {
    const float shoulder = smoothstep(0.35F, make.belt, y);
    Color color = spot.shade(coat.paint, {0, 0.15F + 0.75F * shoulder, 0.75F}, 0);
    if (y > make.belt - 0.02F) {
        const float window = cabin_distance(make, x, y, 0.085F);
        const float pillar = std::fabs(x - 0.5F * (make.roof_tail + make.roof_nose)) - 0.045F;
        const float glass = std::min(coverage(window, pixel), 1 - coverage(pillar, pixel));
        const float slant =
            smoothstep(0.2F, 0.9F, (y - make.belt) * 1.4F + 0.15F * std::sin(x * 2.2F));
        color = mix(color, mix(coat.glass_low, coat.glass_high, slant), glass);
    } else {
        const float seam = std::min(std::fabs(x - 0.42F), std::fabs(x + 0.62F));
        color = color * (1 - 0.25F * coverage(seam - 0.012F, pixel));
        color = mix(color, coat.dark, 0.75F * coverage(y - 0.40F, 0.06F));
    }
    return color;
}

void draw_lamps(const Make& make, const SpotLight& spot, float x, float y, float pixel,
                Color& color) {
    const float head = box_distance(x - make.half_length + 0.14F, y - 0.68F, 0.15F, 0.055F) - 0.02F;
    const float tail = box_distance(x + make.half_length - 0.08F, y - 0.78F, 0.09F, 0.07F) - 0.02F;
    Color white{1, 1, 1};
    Color red{0.8F, 0.8F, 0.8F};
    if (spot.light.infrared <= 0) {
        const float on = clamp01(spot.light.glow * 1.5F);
        white = mix(Color{0.8F, 0.82F, 0.82F}, Color{1, 0.98F, 0.88F}, on);
        red = mix(Color{0.55F, 0.1F, 0.09F}, Color{1, 0.18F, 0.12F}, on);
    }
    color = mix(color, white, coverage(head, pixel));
    color = mix(color, red, coverage(tail, pixel));
}

float wheel(const Make& make, const SpotLight& spot, float x, float y, float turned, float pixel,
            Color& color) {
    const float at = std::fabs(x - make.rear_wheel) < std::fabs(x - make.front_wheel)
                         ? make.rear_wheel
                         : make.front_wheel;
    const float dx = x - at;
    const float dy = y - kWheel;
    const float out = norm(dx, dy);
    const float spoke = 0.5F + 0.5F * std::cos(5 * (std::atan2(dy, dx) + turned / kWheel));
    const Color tyre = spot.shade(paint(0x26282b), {0, 0.3F, 0.8F}, 0);
    const Color rim = spot.shade(paint(0xb9bcc0) * (0.45F + 0.55F * spoke), {0, 0.4F, 0.8F}, 0);
    color = mix(tyre, rim, coverage(out - 0.215F, pixel));
    return coverage(out - kWheel, pixel);
}

/// A face of the parcel between four picture corners is flat; the front and the lid are enough.
void draw_face(Tile& tile, Vec3 at, float z, float low, float high, Color color) {
    const float half = kParcelSize.x / 2;
    const float pixel = tile.pixel(z);
    tile.draw_wall(z, at.x - half, at.x + half, low, high, [&](float x, float y, Color& out) {
        const float tape = std::fabs(x - at.x) - 0.028F;
        out = mix(color, color * 1.18F + Color{0.05F, 0.05F, 0.05F}, coverage(tape, pixel) * 0.8F);
        return std::min({coverage(std::fabs(x - at.x) - half, pixel), coverage(low - y, pixel),
                         coverage(y - high, pixel)});
    });
}

}  // namespace

void draw_car(Tile& tile, const Pose& pose, std::uint64_t seed, const SpotLight& spot) {
    constexpr std::array<std::uint32_t, 7> kPaints{0xa3332c, 0x2f5d80, 0xdedad0, 0x3b4046,
                                                   0x8a9aa0, 0x4f6b4a, 0xd0a03c};
    Dice dice(seed);
    const Make& make =
        kMakes.at(static_cast<std::size_t>(dice.below(static_cast<int>(kMakes.size()))));
    const bool grey = spot.light.infrared > 0;
    const Color high = spot.shade({0.30F, 0.38F, 0.46F}, {0, 1, 0}, 0);
    const Coat coat{
        paint(kPaints.at(static_cast<std::size_t>(dice.below(static_cast<int>(kPaints.size()))))),
        spot.shade(paint(0x1c2328), {0, 0.2F, 0.8F}, 0), grey ? high * 0.6F : high,
        spot.shade(paint(0x15171a), {0, 0, 0.6F}, 0)};
    const float way = pose.heading.x < 0 ? -1.0F : 1.0F;
    const float z = pose.foot.z;
    const float pixel = tile.pixel(z);
    tile.draw_wall(
        z, pose.foot.x - kCarReach, pose.foot.x + kCarReach, pose.foot.y,
        pose.foot.y + kCarHeight + 0.05F, [&](float world_x, float world_y, Color& color) {
            const float x = (world_x - pose.foot.x) * way;
            const float y = world_y - pose.foot.y;
            const float body = std::min(body_distance(make, x, y), cabin_distance(make, x, y, 0));
            const float arch = wheel_distance(make, x, y) - kWheel - 0.055F;
            const float cover = coverage(body, pixel);
            color =
                mix(body_color(make, coat, spot, x, y, pixel), coat.dark, coverage(arch, pixel));
            draw_lamps(make, spot, x, y, pixel, color);
            Color tyre;
            const float rubber =
                y < 2.2F * kWheel ? wheel(make, spot, x, y, pose.walked, pixel, tyre) : 0;
            color = mix(color, tyre, rubber);
            return std::max(cover, rubber);
        });
}

void draw_parcel(Tile& tile, Vec3 at, const Projection& view, const SpotLight& spot) {
    const Color card = paint(0xc09058);
    const float front = at.z - kParcelSize.z / 2;
    const float back = at.z + kParcelSize.z / 2;
    const float top = at.y + kParcelSize.y;
    // The lid, as tall on the front's plane as the far edge stands above the near one.
    const float rise = (view.height - top) * (1 - front / back);
    draw_face(tile, at, front, top, top + rise, spot.shade(card, {0, 1, 0.2F}, 0));
    draw_face(tile, at, front, at.y, top, spot.shade(card * 0.85F, {0, 0.1F, 1}, 0));
}

}  // namespace porchlight::sources::scene
