// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/units.hpp"
#include "motion/plane.hpp"

#include <cstdint>

namespace porchlight::motion {

/// The brightness plane of one decoded picture; borrowed for the length of a call.
struct LumaView {
    const std::uint8_t* data = nullptr;
    int width = 0;
    int height = 0;
    int stride = 0;  ///< Bytes from one row to the next, at least width.
};

/// A shrunk luma picture. One grey level is kLumaOne steps, so the averaging loses no precision.
using SmallLuma = Plane<std::uint16_t>;
inline constexpr int kLumaOne = 16;

/// How many source pixels a side become one small pixel. Chosen so that the small picture has at
/// most 80 000 pixels: 320x180 for 640x360, 1280x720 and 1920x1080. A person 40 pixels tall in a
/// 720-line picture is then 10 pixels tall.
[[nodiscard]] int shrink_factor(PictureSize size);

/// The size of the small picture; columns and rows that fill no whole small pixel are left out.
[[nodiscard]] PictureSize small_size(PictureSize size);

/// Averages each square of shrink_factor() pixels into `out`, which is resized when it must be.
/// Plain averaging, not picking: it keeps small objects and takes most of the sensor noise away.
void shrink(const LumaView& picture, SmallLuma& out);

}  // namespace porchlight::motion
