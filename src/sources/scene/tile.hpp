// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/scene/geometry.hpp"
#include "sources/scene/lighting.hpp"
#include "sources/scene/picture.hpp"

#include <cstddef>
#include <vector>

namespace porchlight::sources::scene {

/// A limb: a cone with round ends, from `a` to `b` in the world.
struct Limb {
    Vec3 a, b;
    float radius_a = 0.05F, radius_b = 0.05F;
    Color color;
    float shine = 0;  ///< own light, for eyes at night and lamps
};

/// Linear light as a sum of simple functions of the normal (x right, y up, z to the camera), so
/// that a loop over pixels vectorises.
struct Shading {
    Color base;     ///< from everywhere
    Color up;       ///< times n.y
    Color sun;      ///< times max(n · sun_from, 0)
    Color lamp;     ///< times max(0.7 n.y + 0.5 n.z, 0)
    Color front;    ///< times n.z
    Color side;     ///< times max(-n.x, 0)
    Vec3 sun_from;  ///< with z to the camera

    [[nodiscard]] Color at(Vec3 n) const {
        const float sunny = std::max(dot(n, sun_from), 0.0F);
        const float lit = std::max(0.7F * n.y + 0.5F * n.z, 0.0F);
        const float aside = std::max(-n.x, 0.0F);
        const Color linear =
            base + up * n.y + sun * sunny + lamp * lit + front * n.z + side * aside;
        return {develop(linear.x), develop(linear.y), develop(linear.z)};
    }
};

/// The light at the place where an actor stands, made once for each actor and frame.
struct SpotLight {
    Light light;
    float sun = 1;   ///< share of the sun that reaches the place
    float lamp = 0;  ///< share of the porch lamp
    float depth = 5;
    float infrared = 0;  ///< infrared power at the place

    /// What a colour looks like here, for any normal.
    [[nodiscard]] Shading shading(Color albedo, float shine) const;
    /// One point of a body with normal n (x right, y up, z to the camera), as display values.
    [[nodiscard]] Color shade(Color albedo, Vec3 normal, float shine) const;
};

/// A small picture that one actor is drawn on before it is laid over the frame. Values are
/// display values times coverage. Thread-bound; reused from frame to frame to save allocations.
class Tile {
  public:
    /// Empties the tile and puts it over `box` of a picture (widened to even pixels, clipped).
    void reset(PixelBox box, int picture_width, int picture_height, const Projection& view);

    [[nodiscard]] bool empty() const { return width_ <= 0 || height_ <= 0; }
    [[nodiscard]] PixelBox box() const { return box_; }

    void draw(const Limb& limb, const SpotLight& spot);

    /// Draws a flat upright shape at distance z: `shape(x, y, color) -> coverage`, colour in
    /// display values.
    template <typename Shape>
    void draw_wall(float z, float left, float right, float low, float high, Shape&& shape);

    /// Adds the limb's shape alone to the coverage; for shadows.
    void stamp(float ax, float ay, float ra, float bx, float by, float rb, float softness);

    /// Lays the tile over the picture where nothing painted is nearer than `depth`.
    void compose(YuvPicture& picture, const StageMap& stage, float depth) const;

    /// Darkens the picture by the coverage: by `in_sun` where the sun shines and by `anywhere`
    /// besides, on what is farther than `depth`.
    void cast_shadow(YuvPicture& picture, const StageMap& stage, float depth, float in_sun,
                     float anywhere) const;

    [[nodiscard]] float to_column(float u) const { return u * unit_ + half_width_; }
    [[nodiscard]] float unit() const { return unit_; }
    /// Size of a pixel in metres at distance z.
    [[nodiscard]] float pixel(float z) const { return z / (view_.focal * unit_); }

  private:
    struct Rows {
        int left, right, top, bottom;
    };
    [[nodiscard]] Rows clip(float left, float right, float top, float bottom) const;
    struct Cone;
    void draw_row(const Cone& cone, const Shading& shading, int row, int left, int right);
    void compose_luma(YuvPicture& picture, const StageMap& stage, float depth) const;
    void compose_chroma(YuvPicture& picture, const StageMap& stage, float depth) const;

    Projection view_;
    PixelBox box_;
    int width_ = 0, height_ = 0;
    float half_width_ = 0, unit_ = 1;
    std::vector<float> red_, green_, blue_, cover_;
};

template <typename Shape>
void Tile::draw_wall(float z, float left, float right, float low, float high, Shape&& shape) {
    const float scale = view_.scale(z) * unit_;
    const float middle = view_.horizon * unit_;
    const Rows area =
        clip(half_width_ + left * scale, half_width_ + right * scale,
             middle + (view_.height - high) * scale, middle + (view_.height - low) * scale);
    for (int row = area.top; row < area.bottom; ++row) {
        const float y = view_.height - (static_cast<float>(row) + 0.5F - middle) / scale;
        for (int column = area.left; column < area.right; ++column) {
            Color color;
            const float cover =
                shape((static_cast<float>(column) + 0.5F - half_width_) / scale, y, color);
            if (cover > 0) {
                const auto i = YuvPicture::at(width_, row - box_.top, column - box_.left);
                red_[i] = mix(red_[i], color.x, cover);
                green_[i] = mix(green_[i], color.y, cover);
                blue_[i] = mix(blue_[i], color.z, cover);
                cover_[i] = mix(cover_[i], 1.0F, cover);
            }
        }
    }
}

}  // namespace porchlight::sources::scene
