// SPDX-License-Identifier: Apache-2.0
#include "media/mask.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace porchlight::media {

namespace {

constexpr int kBlock = 2;
constexpr int kGreyLuma = 40;
constexpr int kNoColour = 128;

/// Where a horizontal line crosses the polygon's edges, in the picture's width, from left to right.
std::vector<double> crossings(const Polygon& polygon, double y) {
    std::vector<double> xs;
    for (std::size_t i = 0; i < polygon.size(); ++i) {
        const RelativePoint& a = polygon[i];
        const RelativePoint& b = polygon[(i + 1) % polygon.size()];
        if ((a.y <= y) != (b.y <= y)) {
            xs.push_back(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
        }
    }
    std::ranges::sort(xs);
    return xs;
}

void fill(Picture& picture, int plane, int x, int y, int width, int value) {
    std::memset(picture.data(plane) + static_cast<std::ptrdiff_t>(y) * picture.stride(plane) + x,
                value, static_cast<std::size_t>(width));
}

}  // namespace

Mask::Mask(PictureSize size, const std::vector<Polygon>& polygons) {
    for (const Polygon& polygon : polygons) {
        add(size, polygon);
    }
}

void Mask::add(PictureSize size, const Polygon& polygon) {
    const int rows = (size.height + kBlock - 1) / kBlock;
    const int columns = (size.width + kBlock - 1) / kBlock;
    // A block is covered when the line through its top, middle or bottom is: nothing private may
    // show at an edge.
    for (int row = 0; row < rows; ++row) {
        for (const double part : {0.0, 0.5, 1.0}) {
            const auto xs = crossings(polygon, (row + part) / rows);
            for (std::size_t i = 0; i + 1 < xs.size(); i += 2) {
                const int from =
                    std::clamp(static_cast<int>(std::floor(xs[i] * columns)), 0, columns);
                const int to =
                    std::clamp(static_cast<int>(std::ceil(xs[i + 1] * columns)), 0, columns);
                if (from < to) {
                    spans_.push_back({row, from, to});
                }
            }
        }
    }
}

void Mask::cover(Picture& picture) const {
    const PictureSize size = picture.size();
    for (const Span& span : spans_) {
        const int x = span.from * kBlock;
        const int width = std::min(span.to * kBlock, size.width) - x;
        const int bottom = std::min((span.row + 1) * kBlock, size.height);
        for (int y = span.row * kBlock; y < bottom; ++y) {
            fill(picture, 0, x, y, width, kGreyLuma);
        }
        for (const int plane : {1, 2}) {
            fill(picture, plane, span.from, span.row,
                 std::min(span.to, picture.plane(plane).width) - span.from, kNoColour);
        }
    }
}

}  // namespace porchlight::media
