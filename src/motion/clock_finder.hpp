// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/units.hpp"
#include "motion/blobs.hpp"
#include "motion/frame.hpp"

#include <vector>

namespace porchlight::motion {

/// Finds the clock that a camera writes into its picture: small places near the upper or lower rim
/// that change once a second. Needs several pictures a second; what it has found it keeps.
class ClockFinder {
  public:
    /// @param change  Difference to the picture before, grey levels.
    void watch(const Grey& now, const Grey& before, MediaTime time);

    /// Cells of digits that tick.
    [[nodiscard]] const CellMask& ticking() const { return ticking_; }
    /// Whether a box (small pixels) lies within the line of text that has ticking digits.
    [[nodiscard]] bool covers(const Box& box) const;

    void clear();

  private:
    struct Cell {
        double last = -1;  // seconds; when it last began to change
        int ticks = 0;     // in a row, a second apart
    };
    struct Line {
        int top = 0;  // cells
        int bottom = 0;
        int left = 0;
        int right = 0;
    };

    void watch_row(const Grey& now, const Grey& before, int y, double seconds);
    void find_lines();

    std::vector<Cell> cells_;
    CellMask ticking_;
    std::vector<Line> lines_;
};

}  // namespace porchlight::motion
