// SPDX-License-Identifier: Apache-2.0
#include "sources/scene/canvas.hpp"

namespace porchlight::sources::scene {

Canvas::Canvas(int width, int height, const Projection& view)
    : view_(view),
      box_{0, 0, width, height},
      half_width_(static_cast<float>(width) / 2),
      unit_(static_cast<float>(height)),
      surfaces_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height)) {}

Canvas::Canvas(const Canvas& picture, PixelBox box)
    : view_(picture.view_),
      box_(box),
      half_width_(picture.half_width_),
      unit_(picture.unit_),
      lamp_(picture.lamp_),
      surfaces_(static_cast<std::size_t>(width()) * static_cast<std::size_t>(height())) {
    for (Surface& surface : surfaces_) {
        surface.alpha = 0;
    }
}

PixelBox Canvas::pixels(float z, float left, float right, float low, float high) const {
    const float scale = view_.scale(z) * unit_;
    const float middle = view_.horizon * unit_;
    const auto column = [&](float x) {
        return static_cast<int>(floor_of(half_width_ + x * scale));
    };
    const auto row = [&](float y) {
        return static_cast<int>(floor_of(middle + (view_.height - y) * scale));
    };
    PixelBox area{std::max(column(left) - 1, box_.left), std::max(row(high) - 1, box_.top),
                  std::min(column(right) + 2, box_.right), std::min(row(low) + 2, box_.bottom)};
    area.right = std::max(area.right, area.left);
    area.bottom = std::max(area.bottom, area.top);
    return area;
}

float Canvas::lamp_at(Vec3 point) const {
    const Vec3 away = point - lamp_;
    return 1 / (1 + dot(away, away) * 0.16F);
}

void Canvas::blend(int column, int row, const Surface& top, float cover) {
    if (cover <= 0) {
        return;
    }
    const auto index =
        static_cast<std::size_t>(row - box_.top) * static_cast<std::size_t>(width()) +
        static_cast<std::size_t>(column - box_.left);
    Surface& below = surfaces_[index];
    const float alpha = cover + below.alpha * (1 - cover);
    const float k = cover / alpha;
    below.albedo = mix(below.albedo, top.albedo, k);
    below.glow = mix(below.glow, top.glow, k);
    below.sun = mix(below.sun, top.sun, k);
    below.lamp = mix(below.lamp, top.lamp, k);
    below.gloss = mix(below.gloss, top.gloss, k);
    // A mixed depth would lie between two things and hide an actor behind neither.
    below.depth = k > 0.5F ? top.depth : below.depth;
    below.alpha = alpha;
}

}  // namespace porchlight::sources::scene
