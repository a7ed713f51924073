// SPDX-License-Identifier: Apache-2.0
#include "motion/zones.hpp"

#include <algorithm>

namespace porchlight::motion {
namespace {

constexpr int kSamples = 4;  // a side; points of a cell that are tested
constexpr double kLeastCover = 0.001;

// Share of a cell's sample points (0..1) that lie inside, corners included.
double cover(const Polygon& area, int column, int row, int columns, int rows) {
    int inside = 0;
    for (int i = 0; i < kSamples; ++i) {
        for (int j = 0; j < kSamples; ++j) {
            const double x = column + i / static_cast<double>(kSamples - 1);
            const double y = row + j / static_cast<double>(kSamples - 1);
            inside += area.contains({x / columns, y / rows}) ? 1 : 0;
        }
    }
    return inside / static_cast<double>(kSamples * kSamples);
}

// The area by counting points on a fine grid: right for outlines that cross themselves, too.
double covered_share(const Polygon& area) {
    constexpr int kGrid = 100;
    int inside = 0;
    for (int y = 0; y < kGrid; ++y) {
        for (int x = 0; x < kGrid; ++x) {
            inside += area.contains({(x + 0.5) / kGrid, (y + 0.5) / kGrid}) ? 1 : 0;
        }
    }
    return inside / static_cast<double>(kGrid * kGrid);
}

bool in_picture(Point point) {
    return point.x >= 0 && point.x <= 1 && point.y >= 0 && point.y <= 1;
}

}  // namespace

Result<Polygon> Polygon::create(std::vector<Point> points) {
    if (points.size() < kFewestPoints) {
        return Error(ErrorCode::InvalidArgument, "A zone needs at least 3 corners.");
    }
    if (points.size() > kMostPoints) {
        return Error(ErrorCode::InvalidArgument, "A zone may have at most 32 corners.");
    }
    if (!std::all_of(points.begin(), points.end(), in_picture)) {
        return Error(ErrorCode::InvalidArgument,
                     "A corner of the zone lies outside the picture: both numbers of a corner must "
                     "be from 0 to 1.");
    }
    Polygon polygon(std::move(points));
    if (covered_share(polygon) < kLeastCover) {
        return Error(ErrorCode::InvalidArgument,
                     "The zone covers next to nothing of the picture. Drag its corners apart.");
    }
    return polygon;
}

bool Polygon::contains(Point point) const {
    bool inside = false;
    for (std::size_t i = 0, before = points_.size() - 1; i < points_.size(); before = i++) {
        const Point& a = points_[i];
        const Point& b = points_[before];
        if ((a.y > point.y) != (b.y > point.y) &&
            point.x < a.x + (point.y - a.y) / (b.y - a.y) * (b.x - a.x)) {
            inside = !inside;
        }
    }
    return inside;
}

Result<> Zones::validate() const {
    if (activity.size() > kMost || privacy.size() > kMost) {
        return Error(ErrorCode::InvalidArgument,
                     "A camera may have at most 16 activity zones and 16 privacy zones.");
    }
    return {};
}

Grey rasterise_activity(const Zones& zones, Sensitivity camera, int columns, int rows) {
    if (zones.activity.empty()) {
        return {columns, rows, 1.0F};
    }
    Grey factors(columns, rows, kNoMotionHere);
    for (const Zone& zone : zones.activity) {
        const double scale = zone.sensitivity.value_or(camera).threshold_scale();
        const auto factor = static_cast<float>(scale / camera.threshold_scale());
        for (int y = 0; y < rows; ++y) {
            for (int x = 0; x < columns; ++x) {
                if (cover(zone.area, x, y, columns, rows) >= 0.5) {
                    factors.at(x, y) = std::min(factors.at(x, y), factor);
                }
            }
        }
    }
    return factors;
}

CellMask rasterise_privacy(const Zones& zones, int columns, int rows) {
    CellMask cells(columns, rows);
    for (const Polygon& area : zones.privacy) {
        for (int y = 0; y < rows; ++y) {
            for (int x = 0; x < columns; ++x) {
                if (cover(area, x, y, columns, rows) > 0) {
                    cells.at(x, y) = 1;
                }
            }
        }
    }
    return cells;
}

}  // namespace porchlight::motion
