// SPDX-License-Identifier: Apache-2.0
#include "sources/scene/lighting.hpp"

#include "sources/scene/noise.hpp"

#include <array>
#include <cstddef>

namespace porchlight::sources::scene {
namespace {

constexpr float kInfraredFrom = 21.3F;
constexpr float kInfraredUntil = 5.6F;

struct Hour {
    float at = 0;
    Light light;
};

Light night() {
    Light l;
    l.ambient = {0.004F, 0.004F, 0.004F};
    l.sun = {};
    l.zenith = {0.002F, 0.002F, 0.002F};
    l.horizon = {0.02F, 0.02F, 0.02F};
    l.cloud = {0.012F, 0.012F, 0.012F};
    l.haze = {0.012F, 0.012F, 0.012F};
    l.haze_density = 0.010F;
    l.lamp = {0.05F, 0.05F, 0.05F};
    l.glow = 0.35F;
    l.infrared = 1;
    l.grain = 3.4F;
    return l;
}

Light twilight() {
    Light l;
    l.ambient = {0.070F, 0.088F, 0.160F};
    l.sun = {0.04F, 0.02F, 0.015F};
    l.zenith = {0.035F, 0.065F, 0.19F};
    l.horizon = {0.62F, 0.27F, 0.16F};
    l.cloud = {0.30F, 0.13F, 0.17F};
    l.haze = {0.20F, 0.14F, 0.19F};
    l.haze_density = 0.0042F;
    l.lamp = {0.98F, 0.50F, 0.17F};
    l.glow = 0.62F;
    l.exposure = 1.15F;
    l.grain = 1.7F;
    return l;
}

Light golden() {
    Light l;
    l.ambient = {0.24F, 0.25F, 0.33F};
    l.sun = {1.05F, 0.66F, 0.34F};
    l.zenith = {0.19F, 0.33F, 0.62F};
    l.horizon = {0.95F, 0.72F, 0.50F};
    l.cloud = {1.0F, 0.72F, 0.55F};
    l.haze = {0.66F, 0.52F, 0.43F};
    l.haze_density = 0.0042F;
    l.lamp = {0.35F, 0.20F, 0.08F};
    l.glow = 0.25F;
    l.grain = 1.1F;
    return l;
}

Light noon() {
    Light l;
    l.ambient = {0.30F, 0.36F, 0.45F};
    l.sun = {1.02F, 0.92F, 0.74F};
    l.zenith = {0.15F, 0.36F, 0.74F};
    l.horizon = {0.62F, 0.78F, 0.90F};
    l.cloud = {1.05F, 1.04F, 1.0F};
    l.haze = {0.56F, 0.68F, 0.78F};
    l.haze_density = 0.0026F;
    l.lamp = {};
    l.glow = 0;
    l.grain = 0.9F;
    return l;
}

Light blend(const Light& a, const Light& b, float k) {
    Light l = k < 0.5F ? a : b;
    l.ambient = mix(a.ambient, b.ambient, k);
    l.sun = mix(a.sun, b.sun, k);
    l.zenith = mix(a.zenith, b.zenith, k);
    l.horizon = mix(a.horizon, b.horizon, k);
    l.cloud = mix(a.cloud, b.cloud, k);
    l.haze = mix(a.haze, b.haze, k);
    l.haze_density = mix(a.haze_density, b.haze_density, k);
    l.lamp = mix(a.lamp, b.lamp, k);
    l.glow = mix(a.glow, b.glow, k);
    l.exposure = mix(a.exposure, b.exposure, k);
    l.grain = mix(a.grain, b.grain, k);
    return l;
}

std::array<Hour, 8> clear_day() {
    return {{{5.6F, twilight()},
             {7.0F, golden()},
             {9.0F, noon()},
             {17.0F, noon()},
             {19.2F, golden()},
             {20.5F, twilight()},
             {kInfraredFrom, twilight()},
             {24.0F, twilight()}}};
}

Color grey(Color c) {
    const float mean = 0.25F * c.x + 0.6F * c.y + 0.15F * c.z;
    return {mean, mean, mean * 1.06F};
}

/// Clouds hide the sun: less of it, more from all sides, all of it greyer.
void overcast(Light& light, float cover) {
    const Color sun = light.sun;
    light.sun = sun * (1 - 0.92F * cover);
    light.ambient = mix(light.ambient, grey(light.ambient + sun * 0.28F), cover);
    light.zenith = mix(light.zenith, grey(light.horizon) * 0.55F, cover * 0.9F);
    light.horizon = mix(light.horizon, grey(light.horizon) * 0.8F, cover * 0.9F);
    light.cloud = mix(light.cloud, grey(light.cloud) * 0.62F, cover);
    light.haze = mix(light.haze, grey(light.haze) * 0.85F, cover);
    light.cloud_cover = cover;
}

Color sky_color(const Surface& surface, const Light& light, const Projection& view, float v) {
    const float height = clamp01((view.horizon - v) / view.horizon);
    const Color clear = mix(light.horizon, light.zenith, std::pow(height, 0.65F));
    const float cover = clamp01(surface.albedo.x + light.cloud_cover * 0.85F);
    // The underside of a cloud is darker than its sunlit top; y holds how thick it is there.
    const Color cloud = light.cloud * mix(1.0F, 0.72F, surface.albedo.y);
    return mix(clear, mix(cloud, light.horizon, 0.35F * (1 - height)), cover * 0.92F);
}

/// A film of water: darker, and far ground mirrors the sky at a flat angle.
Color wet_color(Color dry, const Surface& surface, const Light& light) {
    const float film = surface.gloss * light.wet;
    const float mirror = film * clamp01(0.12F + surface.depth * 0.022F);
    return mix(dry * (1 - 0.42F * film), light.horizon * 0.8F, mirror * 0.7F);
}

Color infrared_color(const Surface& surface, const Light& light, float u, float v) {
    const float lit = infrared_albedo(surface.albedo) *
                      (light.infrared * infrared_reach(surface.depth, u, v) + 0.01F +
                       light.headlight * 0.35F * (0.3F + surface.sun * 0.7F));
    const float glow = dot(surface.glow, {0.5F, 0.4F, 0.1F}) * light.glow;
    const float haze = 1 - std::exp(-surface.depth * light.haze_density);
    const float value = mix(lit + glow, light.haze.x, haze * 0.5F);
    return {value, value, value};
}

Color day_color(const Surface& surface, const Light& light) {
    const Color beam = Color{1.3F, 1.2F, 1.0F} * (light.headlight * (0.25F + 0.75F * surface.sun));
    const Color fall = light.ambient + light.sun * surface.sun + light.lamp * surface.lamp + beam;
    const Color seen = wet_color(surface.albedo * fall, surface, light) + surface.glow * light.glow;
    return mix(seen, light.haze, 1 - std::exp(-surface.depth * light.haze_density));
}

}  // namespace

bool infrared_at(float hour) {
    return hour >= kInfraredFrom || hour < kInfraredUntil;
}

bool light_is_changing(float hour) {
    return (hour >= kInfraredUntil - 0.05F && hour < 9.0F) ||
           (hour > 17.0F && hour < kInfraredFrom + 0.05F);
}

Light light_at(float hour, Sky sky) {
    Light light = night();
    if (!infrared_at(hour)) {
        const auto hours = clear_day();
        std::size_t next = 1;
        while (hours.at(next).at <= hour) {
            ++next;
        }
        const Hour& from = hours.at(next - 1);
        const Hour& until = hours.at(next);
        light = blend(from.light, until.light, (hour - from.at) / (until.at - from.at));
    }
    if (sky == Sky::Clouds) {
        overcast(light, 0.25F);
    }
    if (sky == Sky::Rain) {
        overcast(light, 1);
        light.wet = 1;
        light.haze_density *= 2.2F;
        light.glow = std::max(light.glow, 0.35F);
    }
    return light;
}

Color shade(const Surface& surface, const Light& light, const Projection& view, float u, float v) {
    Color linear;
    if (surface.depth >= kSkyDepth) {
        linear = sky_color(surface, light, view, v);
    } else if (light.infrared > 0) {
        linear = infrared_color(surface, light, u, v);
    } else {
        linear = day_color(surface, light);
    }
    // Lenses darken towards the corners, infrared lamps more so.
    const float corner = u * u + (v - 0.5F) * (v - 0.5F);
    const float vignette = 1 - corner * (light.infrared > 0 ? 0.45F : 0.2F);
    const float gain = light.exposure * std::max(vignette, 0.15F);
    return {develop(linear.x * gain), develop(linear.y * gain), develop(linear.z * gain)};
}

}  // namespace porchlight::sources::scene
