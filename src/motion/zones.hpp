// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "motion/frame.hpp"
#include "motion/settings.hpp"

#include <optional>
#include <string>
#include <vector>

namespace porchlight::motion {

/// A corner as shares (0..1) of the picture's width and height, from the upper left.
struct Point {
    double x = 0;
    double y = 0;
    friend bool operator==(const Point&, const Point&) = default;
};

/// A closed shape on the picture; where its outline crosses itself, the even-odd rule decides.
class Polygon {
  public:
    static constexpr std::size_t kFewestPoints = 3;
    static constexpr std::size_t kMostPoints = 32;

    /// @error invalid_argument  Fewer than 3 or more than 32 corners, a corner outside the picture,
    ///        or a shape that covers nothing (less than a thousandth of the picture).
    static Result<Polygon> create(std::vector<Point> points);

    [[nodiscard]] const std::vector<Point>& points() const { return points_; }
    [[nodiscard]] bool contains(Point point) const;

  private:
    explicit Polygon(std::vector<Point> points) : points_(std::move(points)) {}
    std::vector<Point> points_;
};

/// Where motion counts.
struct Zone {
    std::string name;  ///< May be empty.
    Polygon area;
    std::optional<Sensitivity> sensitivity;  ///< The camera's own when not set.
};

/// What a camera's owner marked in its picture.
struct Zones {
    static constexpr std::size_t kMost = 16;

    std::vector<Zone> activity;    ///< None: motion counts everywhere.
    std::vector<Polygon> privacy;  ///< Never analysed.

    /// @error invalid_argument  More than 16 zones of a kind.
    [[nodiscard]] Result<> validate() const;
};

/// Threshold multiplier of each cell: kNoMotionHere outside of all activity zones; inside, the
/// zone's sensitivity against the camera's. Where zones overlap the most sensitive one counts.
inline constexpr float kNoMotionHere = 1000.0F;
[[nodiscard]] Grey rasterise_activity(const Zones& zones, Sensitivity camera, int columns,
                                      int rows);

/// 1 for each cell that a privacy zone touches.
[[nodiscard]] CellMask rasterise_privacy(const Zones& zones, int columns, int rows);

}  // namespace porchlight::motion
