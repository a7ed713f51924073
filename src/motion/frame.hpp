// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "motion/luma.hpp"
#include "motion/plane.hpp"

#include <cstdint>

namespace porchlight::motion {

/// A picture in grey levels as the detector works on it.
using Grey = Plane<float>;

/// One bool (0 or 1) for each cell; a cell is a square of kCell small pixels.
using CellMask = Plane<std::uint8_t>;
inline constexpr int kCell = 4;

/// Smooths with a 3x3 binomial kernel and converts to grey levels. Takes out what is left of
/// sensor noise; an object 3 pixels wide keeps most of its contrast.
void smooth(const SmallLuma& in, Grey& out);

/// The sum of `count` values. Eight running sums, so that the compiler may use vectors: it must
/// not change the order of floating point sums by itself.
[[nodiscard]] float sum_of(const float* values, int count);

/// Sets every pixel of the marked cells to black.
void blank_cells(const CellMask& cells, SmallLuma& picture);

}  // namespace porchlight::motion
