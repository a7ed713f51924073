// SPDX-License-Identifier: Apache-2.0
#include "sim/place.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace porchlight::sim {

namespace {

constexpr std::array<std::string_view, 4> kMaterials{"plasterboard", "brick", "concrete", "metal"};

/// On which side of the line from a to b it lies: the sign counts.
double side(Position a, Position b, Position point) {
    return (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x);
}

bool apart(double first, double second) {
    return first * second <= 0;
}

}  // namespace

double metres_between(Position a, Position b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}

std::optional<Material> material_named(std::string_view name) {
    const auto found = std::ranges::find(kMaterials, name);
    return found == kMaterials.end()
               ? std::nullopt
               : std::optional(static_cast<Material>(found - kMaterials.begin()));
}

bool crosses(const Wall& wall, Position a, Position b) {
    return apart(side(a, b, wall.from), side(a, b, wall.to)) &&
           apart(side(wall.from, wall.to, a), side(wall.from, wall.to, b));
}

FloorPlan FloorPlan::small_house() {
    constexpr Position kCorner{0, 0};
    constexpr Position kEast{10, 0};
    constexpr Position kFar{10, 8};
    constexpr Position kNorth{0, 8};
    return {.walls = {{kCorner, kEast, Material::Brick},
                      {kEast, kFar, Material::Brick},
                      {kFar, kNorth, Material::Brick},
                      {kNorth, kCorner, Material::Brick},
                      {{5, 0}, {5, 8}, Material::Plasterboard}}};
}

bool FloorPlan::is_inside(Position at) const {
    if (walls.empty()) {
        return true;
    }
    Position low = walls.front().from;
    Position high = low;
    for (const Wall& wall : walls) {
        for (const Position corner : {wall.from, wall.to}) {
            low = {std::min(low.x, corner.x), std::min(low.y, corner.y)};
            high = {std::max(high.x, corner.x), std::max(high.y, corner.y)};
        }
    }
    return at.x > low.x && at.x < high.x && at.y > low.y && at.y < high.y;
}

}  // namespace porchlight::sim
