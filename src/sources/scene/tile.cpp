// SPDX-License-Identifier: Apache-2.0
#include "sources/scene/tile.hpp"

#include <algorithm>

namespace porchlight::sources::scene {
namespace {

struct Sum {
    float red, green, blue, cover;
};

constexpr int even_down(int v) {
    return v & ~1;
}
constexpr int even_up(int v) {
    return (v + 1) & ~1;
}

std::uint8_t to_byte(float v) {
    return static_cast<std::uint8_t>(std::clamp(v + 0.5F, 0.0F, 255.0F));
}

}  // namespace

/// A limb as the camera sees it, in pixels.
struct Tile::Cone {
    float ax, ay, dx, dy, ra, rb, inverse_length2;
};

Shading SpotLight::shading(Color albedo, float shine) const {
    const float haze = 1 - std::exp(-depth * light.haze_density);
    const float clear = (1 - haze) * light.exposure;
    const Color veil = light.haze * (haze * light.exposure);
    Shading s;
    s.sun_from = {light.sun_from.x, light.sun_from.y, -light.sun_from.z};
    if (light.infrared > 0) {
        const float grey = infrared_albedo(albedo) * clear;
        const auto all = [](float v) { return Color{v, v, v}; };
        s.base = all(grey * (infrared * 0.72F + 0.012F) + shine * clear) + veil;
        s.front = all(grey * infrared * 0.28F);
        s.side = all(grey * light.headlight * 0.3F);
        return s;
    }
    const Color seen = albedo * clear;
    // The ground throws warm light back at a body, also where the sun does not reach it.
    const Color bounce = light.sun * Color{0.17F, 0.14F, 0.11F};
    s.base = seen * (light.ambient * 0.92F + bounce + light.lamp * (lamp * 0.35F)) +
             Color{1, 0.9F, 0.7F} * (shine * clear) + veil;
    s.up = seen * light.ambient * 0.3F;
    s.sun = seen * light.sun * (1.15F * sun);
    s.lamp = seen * light.lamp * (lamp * 0.65F);
    s.side = seen * Color{1.3F, 1.2F, 1.0F} * (light.headlight * 0.8F);
    return s;
}

Color SpotLight::shade(Color albedo, Vec3 normal, float shine) const {
    return shading(albedo, shine).at(normal);
}

void Tile::reset(PixelBox box, int picture_width, int picture_height, const Projection& view) {
    view_ = view;
    box_ = {std::max(even_down(box.left), 0), std::max(even_down(box.top), 0),
            std::min(even_up(box.right), picture_width),
            std::min(even_up(box.bottom), picture_height)};
    width_ = std::max(box_.right - box_.left, 0);
    height_ = std::max(box_.bottom - box_.top, 0);
    half_width_ = static_cast<float>(picture_width) / 2;
    unit_ = static_cast<float>(picture_height);
    const auto size = YuvPicture::pixels(width_, height_);
    for (auto* plane : {&red_, &green_, &blue_, &cover_}) {
        plane->assign(size, 0.0F);
    }
}

Tile::Rows Tile::clip(float left, float right, float top, float bottom) const {
    const auto within = [](float v, int low, int high) {
        return std::clamp(static_cast<int>(std::floor(std::clamp(v, -1e6F, 1e6F))), low, high);
    };
    return {within(left - 1, box_.left, box_.right), within(right + 2, box_.left, box_.right),
            within(top - 1, box_.top, box_.bottom), within(bottom + 2, box_.top, box_.bottom)};
}

void Tile::draw(const Limb& limb, const SpotLight& spot) {
    const float scale_a = view_.scale(limb.a.z) * unit_;
    const float scale_b = view_.scale(limb.b.z) * unit_;
    const float ax = to_column(view_.u(limb.a));
    const float ay = view_.v(limb.a) * unit_;
    const float dx = to_column(view_.u(limb.b)) - ax;
    const float dy = view_.v(limb.b) * unit_ - ay;
    const Cone cone{ax,
                    ay,
                    dx,
                    dy,
                    std::max(limb.radius_a * scale_a, 0.4F),
                    std::max(limb.radius_b * scale_b, 0.4F),
                    1 / std::max(dx * dx + dy * dy, 1e-3F)};
    const float reach = std::max(cone.ra, cone.rb);
    const Rows area = clip(std::min(ax, ax + dx) - reach, std::max(ax, ax + dx) + reach,
                           std::min(ay, ay + dy) - reach, std::max(ay, ay + dy) + reach);
    const Shading shading = spot.shading(limb.color, limb.shine);
    for (int row = area.top; row < area.bottom; ++row) {
        draw_row(cone, shading, row, area.left, area.right);
    }
}

void Tile::draw_row(const Cone& cone, const Shading& shading, int row, int left, int right) {
    const Cone c = cone;
    const Shading s = shading;
    const float py = static_cast<float>(row) + 0.5F - c.ay;
    const auto start = YuvPicture::at(width_, row - box_.top, left - box_.left);
    float* red = red_.data() + start;
    float* green = green_.data() + start;
    float* blue = blue_.data() + start;
    float* covered = cover_.data() + start;
    const float first = static_cast<float>(left) + 0.5F - c.ax;
    for (int i = 0; i < right - left; ++i) {
        const float px = first + static_cast<float>(i);
        const float t = clamp01((px * c.dx + py * c.dy) * c.inverse_length2);
        const float radius = mix(c.ra, c.rb, t);
        const float ox = px - c.dx * t;
        const float oy = py - c.dy * t;
        const float away = norm(ox, oy);
        const float cover = clamp01(0.5F + radius - away);
        const float inverse = 1 / std::max(radius, away);
        const float nx = ox * inverse;
        const float ny = -oy * inverse;
        const float nz = std::sqrt(std::max(1 - nx * nx - ny * ny, 0.0F));
        const Color color = s.at({nx, ny, nz});
        red[i] = mix(red[i], color.x, cover);
        green[i] = mix(green[i], color.y, cover);
        blue[i] = mix(blue[i], color.z, cover);
        covered[i] = mix(covered[i], 1.0F, cover);
    }
}

void Tile::stamp(float ax, float ay, float ra, float bx, float by, float rb, float softness) {
    const float dx = bx - ax;
    const float dy = by - ay;
    const float inverse = 1 / std::max(dx * dx + dy * dy, 1e-3F);
    const float reach = std::max(ra, rb) + softness;
    const Rows area = clip(std::min(ax, bx) - reach, std::max(ax, bx) + reach,
                           std::min(ay, by) - reach, std::max(ay, by) + reach);
    for (int row = area.top; row < area.bottom; ++row) {
        const float py = static_cast<float>(row) + 0.5F - ay;
        float* cover = cover_.data() + (row - box_.top) * width_;
        for (int column = area.left; column < area.right; ++column) {
            const float px = static_cast<float>(column) + 0.5F - ax;
            const float t = clamp01((px * dx + py * dy) * inverse);
            const float ox = px - dx * t;
            const float oy = py - dy * t;
            const float inside = mix(ra, rb, t) - std::sqrt(ox * ox + oy * oy);
            float& value = cover[column - box_.left];
            value = std::max(value, clamp01(0.5F + inside / softness));
        }
    }
}

void Tile::compose(YuvPicture& picture, const StageMap& stage, float depth) const {
    if (!empty()) {
        compose_luma(picture, stage, depth);
        compose_chroma(picture, stage, depth);
    }
}

void Tile::compose_luma(YuvPicture& picture, const StageMap& stage, float depth) const {
    const int width = width_;
    for (int row = 0; row < height_; ++row) {
        const auto from = YuvPicture::pixels(width, row);
        const auto to = YuvPicture::at(picture.width, row + box_.top, box_.left);
        const float* red = &red_[from];
        const float* green = &green_[from];
        const float* blue = &blue_[from];
        const float* cover = &cover_[from];
        const float* far = &stage.depth[to];
        std::uint8_t* out = &picture.y[to];
        for (int i = 0; i < width; ++i) {
            const float seen = far[i] > depth ? 1.0F : 0.0F;
            const float level = luma709(red[i], green[i], blue[i]) * 219 + 16 * cover[i];
            out[i] = to_byte(static_cast<float>(out[i]) * (1 - seen * cover[i]) + seen * level);
        }
    }
}

void Tile::compose_chroma(YuvPicture& picture, const StageMap& stage, float depth) const {
    const int stride = picture.width;
    const int width = width_;
    const int pairs = width / 2;
    for (int row = 0; row + 1 < height_; row += 2) {
        const auto from = YuvPicture::pixels(width, row);
        const auto half = YuvPicture::at(stride / 2, (row + box_.top) / 2, box_.left / 2);
        const float* far = &stage.depth[YuvPicture::at(stride, row + box_.top, box_.left)];
        const float* red = &red_[from];
        const float* green = &green_[from];
        const float* blue = &blue_[from];
        const float* cover = &cover_[from];
        std::uint8_t* u = &picture.u[half];
        std::uint8_t* v = &picture.v[half];
        for (int i = 0; i < pairs; ++i) {
            Sum sum{};
            for (int corner = 0; corner < 4; ++corner) {
                const int aside = 2 * i + (corner & 1);
                const int k = aside + (corner / 2) * width;
                const float seen = far[aside + (corner / 2) * stride] > depth ? 0.25F : 0.0F;
                sum = {sum.red + red[k] * seen, sum.green + green[k] * seen,
                       sum.blue + blue[k] * seen, sum.cover + cover[k] * seen};
            }
            const float luma = luma709(sum.red, sum.green, sum.blue);
            const float keep = 1 - sum.cover;
            u[i] = to_byte(static_cast<float>(u[i]) * keep + 128 * sum.cover +
                           (sum.blue - luma) * (224 / 1.8556F));
            v[i] = to_byte(static_cast<float>(v[i]) * keep + 128 * sum.cover +
                           (sum.red - luma) * (224 / 1.5748F));
        }
    }
}

void Tile::cast_shadow(YuvPicture& picture, const StageMap& stage, float depth, float in_sun,
                       float anywhere) const {
    const float scale = in_sun / 255;
    const int width = width_;
    for (int row = 0; row < height_; ++row) {
        const auto to = YuvPicture::at(picture.width, row + box_.top, box_.left);
        const float* cover = &cover_[YuvPicture::pixels(width, row)];
        const std::uint8_t* sun = &stage.sun[to];
        const float* far = &stage.depth[to];
        std::uint8_t* out = &picture.y[to];
        for (int i = 0; i < width; ++i) {
            const float dark = cover[i] * (static_cast<float>(sun[i]) * scale + anywhere);
            const float keep = far[i] > depth ? 1 - dark : 1.0F;
            out[i] = to_byte(16 + (static_cast<float>(out[i]) - 16) * keep);
        }
    }
}

}  // namespace porchlight::sources::scene
