// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/units.hpp"
#include "media/picture.hpp"

#include <vector>

namespace porchlight::media {

/// A point of a picture, 0 to 1 from the left and from the top.
struct RelativePoint {
    double x = 0;
    double y = 0;
    friend bool operator==(const RelativePoint&, const RelativePoint&) = default;
};
using Polygon = std::vector<RelativePoint>;

/// Covers polygons of a picture with flat grey, whole blocks of 2 by 2 pixels, so that no colour
/// shows at an edge.
class Mask {
  public:
    /// @param polygons At least three points each; where they overlap or cross themselves all is
    /// covered that any edge pair encloses (even-odd within one polygon).
    Mask(PictureSize size, const std::vector<Polygon>& polygons);

    /// @param picture Of the mask's size and one's own (Picture::make_writable).
    void cover(Picture& picture) const;

  private:
    /// Blocks [from, to) of one row of blocks.
    struct Span {
        int row;
        int from;
        int to;
    };
    void add(PictureSize size, const Polygon& polygon);
    std::vector<Span> spans_;
};

}  // namespace porchlight::media
