// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "motion/frame.hpp"

namespace porchlight::motion {

/// How far the whole picture moved against the background, in small pixels.
struct Shift {
    float x = 0;
    float y = 0;
    [[nodiscard]] bool is_none() const { return x == 0 && y == 0; }
};

/// Finds a shift of the whole picture of up to 5 small pixels (20 pixels of a 720-line picture) by
/// comparing column and row profiles, whose averages no object and no noise can move much.
[[nodiscard]] Shift find_shift(const Grey& now, const Grey& back);

/// Moves the picture so that it lies on the background again. What was not in the picture is taken
/// from the background.
void undo_shift(const Grey& now, const Grey& back, Shift shift, Grey& out);

/// Mean absolute difference of two pictures in grey levels with outliers (objects) capped at
/// `cap`; every third row.
[[nodiscard]] float capped_difference(const Grey& a, const Grey& b, float cap);

}  // namespace porchlight::motion
