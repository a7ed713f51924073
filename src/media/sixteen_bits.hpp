// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace porchlight::media {

/// A sample of -1 to 1 as most devices and codecs want it; what is louder is cut off.
[[nodiscard]] inline std::int16_t to_sixteen_bits(float sample) {
    constexpr float kFull = 32767;
    return static_cast<std::int16_t>(std::lround(std::clamp(sample, -1.0F, 1.0F) * kFull));
}

}  // namespace porchlight::media
