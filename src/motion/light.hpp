// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "motion/frame.hpp"

#include <cstdint>
#include <vector>

namespace porchlight::motion {

/// How much brighter each part of the picture is than the background, so that light that merely
/// came or went can be told from things. Gains are ratios; dark values are lifted by kDarkLift so
/// that black level errors do not become huge ratios.
class LightField {
  public:
    static constexpr float kDarkLift = 8.0F;

    /// Measures gains block by block (8x8 pixels), smoothed over 3x3 blocks. Light fades from one
    /// block to the next; a patch that a steep step cuts off on all sides is a thing that covers
    /// the background, and gets the gain of the whole picture.
    void measure(const Grey& now, const Grey& back);

    /// The typical (median) gain of the whole picture.
    [[nodiscard]] float global() const { return global_; }
    /// Share of blocks (0..1) whose light changed by more than 4 % since the picture before.
    [[nodiscard]] float changed_share() const { return changed_share_; }

    /// Writes the local gain of each pixel of row `y`, interpolated between blocks.
    void expand_row(int y, float* out) const;

  private:
    [[nodiscard]] bool is_at_rim(int x, int y) const;
    void distrust_things();
    [[nodiscard]] std::vector<int> take_patch(int start, Plane<std::uint8_t>& seen) const;
    void smooth_gains();
    void widen(int width);

    Grey gains_;
    Grey raw_;
    Grey raw_before_;
    Grey wide_;  // the gains, interpolated along the rows
    float global_ = 1;
    float changed_share_ = 0;
};

}  // namespace porchlight::motion
