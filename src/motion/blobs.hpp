// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "motion/background.hpp"
#include "motion/frame.hpp"

#include <cstdint>
#include <vector>

namespace porchlight::motion {

/// A rectangle in small pixels; right and bottom lie just outside.
struct Box {
    float left = 0;
    float top = 0;
    float right = 0;
    float bottom = 0;

    [[nodiscard]] float width() const { return right - left; }
    [[nodiscard]] float height() const { return bottom - top; }
    [[nodiscard]] float area() const { return width() * height(); }
    [[nodiscard]] float middle_x() const { return 0.5F * (left + right); }
    [[nodiscard]] float middle_y() const { return 0.5F * (top + bottom); }
};

[[nodiscard]] Box join(const Box& a, const Box& b);
[[nodiscard]] Box grown(const Box& box, float by);
[[nodiscard]] float overlap(const Box& a, const Box& b);

/// Changed pixels that hang together.
struct Blob {
    Box box;
    std::vector<int> cells;  ///< Indices into the cell grid, row by row.
    int area = 0;            ///< Changed pixels.
    int moving = 0;          ///< Of these, pixels that also differ from a moment ago.
    float contrast = 0;      ///< Mean absolute residual in grey levels.
    float sharpness = 0;     ///< Slope at the rim over contrast: things have edges, light has not.
    float texture_kept = 0;  ///< Likeness of slopes inside to the background's: near 1 under light.
    float own_edges =
        0;  ///< Edges at the rim, picture over background; below 1 where something left.
};

/// What find_blobs looks at; all of one size, borrowed for the call.
struct BlobInput {
    const Background& background;
    const Grey& now;
    const Grey& earlier;     ///< Residual of a moment ago.
    float moving_threshold;  ///< Grey levels above which a pixel counts as moving, in calm pixels.
};

/// Groups changed pixels to blobs; cells up to two apart belong together, so that head and legs of
/// a person whose middle looks like the wall are one blob.
[[nodiscard]] std::vector<Blob> find_blobs(const BlobInput& input);

/// The number of cells in each direction for a small picture of this size.
[[nodiscard]] PictureSize cell_grid(int width, int height);

}  // namespace porchlight::motion
