// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/scene/geometry.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace porchlight::sources::scene {

inline constexpr float kSkyDepth = 1000;

/// What the camera sees at one point before any light falls on it. The same painting is lit as
/// day, dusk or infrared night (lighting.hpp).
struct Surface {
    Color albedo;             ///< share of light sent back; in the sky, x is the cloud cover
    Color glow;               ///< its own light after dark: windows, lamps
    float depth = kSkyDepth;  ///< metres along z
    float sun = 1;            ///< 0 in shadow … 1 in full sun, facing included
    float lamp = 0;           ///< light of the porch lamp, 0 … 1
    float gloss = 0;          ///< how mirror-like it is when wet
    float alpha = 1;
};

/// A picture area in pixels, right and bottom excluded.
struct PixelBox {
    int left = 0, top = 0, right = 0, bottom = 0;
};

/// Paints surfaces back to front, each shape a function from world to material. Thread-bound.
class Canvas {
  public:
    /// The painting of a whole picture.
    Canvas(int width, int height, const Projection& view);
    /// A cut-out, transparent where nothing is painted: `box` of the same picture.
    Canvas(const Canvas& picture, PixelBox box);

    [[nodiscard]] int width() const { return box_.right - box_.left; }
    [[nodiscard]] int height() const { return box_.bottom - box_.top; }
    [[nodiscard]] PixelBox box() const { return box_; }
    [[nodiscard]] const Projection& view() const { return view_; }
    [[nodiscard]] std::span<const Surface> surfaces() const { return surfaces_; }
    /// Size of a pixel in metres at distance z.
    [[nodiscard]] float pixel(float z) const { return z / (view_.focal * unit_); }
    /// The pixels that may show a wall piece; may be empty.
    [[nodiscard]] PixelBox pixels(float z, float left, float right, float low, float high) const;

    /// Paints an upright area at distance z: `material(x, y, surface) -> coverage`. The surface
    /// comes in with depth and lamp filled.
    template <typename Material>
    void wall(float z, float left, float right, float low, float high, Material&& material);

    /// Paints level ground at height y from `near` to `far`: `material(x, z, surface) -> coverage`.
    template <typename Material>
    void ground(float y, float near, float far, Material&& material);

    /// Paints every pixel above the horizon: `material(u, v, surface) -> coverage`.
    template <typename Material>
    void sky(Material&& material);

    /// Where the porch lamp hangs; its light falls on everything painted after.
    void hang_lamp(Vec3 where) { lamp_ = where; }

  private:
    [[nodiscard]] float lamp_at(Vec3 point) const;
    void blend(int column, int row, const Surface& top, float cover);

    [[nodiscard]] float column_u(int column) const {
        return (static_cast<float>(column) + 0.5F - half_width_) / unit_;
    }
    [[nodiscard]] float row_v(int row) const { return (static_cast<float>(row) + 0.5F) / unit_; }

    Projection view_;
    PixelBox box_;
    float half_width_;
    float unit_;  ///< pixels in a picture height
    Vec3 lamp_{0, 3, 0};
    std::vector<Surface> surfaces_;
};

template <typename Material>
void Canvas::wall(float z, float left, float right, float low, float high, Material&& material) {
    const PixelBox area = pixels(z, left, right, low, high);
    const float metres = z / view_.focal;
    for (int row = area.top; row < area.bottom; ++row) {
        const float y = view_.height - (row_v(row) - view_.horizon) * metres;
        for (int column = area.left; column < area.right; ++column) {
            const float x = column_u(column) * metres;
            Surface surface{.albedo = {}, .glow = {}, .depth = z, .lamp = lamp_at({x, y, z})};
            const float cover = material(x, y, surface);
            blend(column, row, surface, cover);
        }
    }
}

template <typename Material>
void Canvas::ground(float y, float near, float far, Material&& material) {
    const float drop = view_.focal * (view_.height - y);
    for (int row = box_.top; row < box_.bottom; ++row) {
        const float below = row_v(row) - view_.horizon;
        const float z = below > 0 ? drop / below : kSkyDepth;
        // Half a pixel more on each side, so that two strips of ground meet without a seam.
        const float reach = std::min(0.5F * z * z / (drop * unit_), 0.3F * z);
        if (z < near - reach || z > far + reach) {
            continue;
        }
        const float edge = std::min(coverage(near - z, 2 * reach), coverage(z - far, 2 * reach));
        for (int column = box_.left; column < box_.right; ++column) {
            const float x = column_u(column) * z / view_.focal;
            Surface surface{.albedo = {}, .glow = {}, .depth = z, .lamp = lamp_at({x, y, z})};
            const float cover = material(x, z, surface);
            blend(column, row, surface, cover * edge);
        }
    }
}

template <typename Material>
void Canvas::sky(Material&& material) {
    for (int row = box_.top; row < box_.bottom && row_v(row) < view_.horizon + 0.01F; ++row) {
        for (int column = box_.left; column < box_.right; ++column) {
            Surface surface;
            const float cover = material(column_u(column), row_v(row), surface);
            blend(column, row, surface, cover);
        }
    }
}

}  // namespace porchlight::sources::scene
