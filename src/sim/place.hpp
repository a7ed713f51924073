// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace porchlight::sim {

/// Metres on the plan of the house.
struct Position {
    double x = 0;
    double y = 0;
    bool operator==(const Position&) const = default;
};
[[nodiscard]] double metres_between(Position a, Position b);

enum class Material : std::uint8_t { Plasterboard, Brick, Concrete, Metal };
[[nodiscard]] std::optional<Material> material_named(std::string_view name);

struct Wall {
    Position from;
    Position to;
    Material material = Material::Brick;
};

/// Whether the straight way from a to b goes through it. A touch counts.
[[nodiscard]] bool crosses(const Wall& wall, Position a, Position b);

/// The walls of a home, and where its inside is: the rectangle around its walls.
struct FloorPlan {
    std::vector<Wall> walls;

    /// Ten metres by eight of brick, the first corner at 0,0, and a plasterboard wall across at
    /// x = 5.
    [[nodiscard]] static FloorPlan small_house();
    [[nodiscard]] bool is_inside(Position at) const;
};

}  // namespace porchlight::sim
