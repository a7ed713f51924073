// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace porchlight::sources::scene {

/// A picture in planar YUV 4:2:0, BT.709, limited range (16 is black, 235 white), as cameras send
/// it. Rows follow each other without padding; sizes are even.
/// @source Rec. ITU-R BT.709-6 §3 (matrix), §4.6 (range)
struct YuvPicture {
    int width = 0, height = 0;
    std::vector<std::uint8_t> y, u, v;

    YuvPicture() = default;
    YuvPicture(int w, int h)
        : width(w),
          height(h),
          y(pixels(w, h), 16),
          u(pixels(w, h) / 4, 128),
          v(pixels(w, h) / 4, 128) {}

    static constexpr std::size_t pixels(int w, int h) {
        return static_cast<std::size_t>(w) * static_cast<std::size_t>(h);
    }
    /// Where a sample is in a plane whose rows are `stride` long.
    static constexpr std::size_t at(int stride, int row, int column) {
        return pixels(stride, row) + static_cast<std::size_t>(column);
    }
    bool operator==(const YuvPicture&) const = default;
};

/// For each pixel, what an actor that is drawn later has to respect.
struct StageMap {
    int width = 0, height = 0;
    std::vector<float> depth;       ///< metres to what is painted there
    std::vector<std::uint8_t> sun;  ///< 0 shadow … 255 sun, for the shadows that actors throw
};

/// BT.709 from display values 0 … 1, before range: luma 0 … 1, chroma -0.5 … 0.5.
constexpr float luma709(float r, float g, float b) {
    return 0.2126F * r + 0.7152F * g + 0.0722F * b;
}

}  // namespace porchlight::sources::scene
