// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/random.hpp"

#include <cstdint>

namespace porchlight::camera {

/// A number for a clip or an event that this camera never used before, also not before its last
/// start: milliseconds since 1970 and 11 random bits. Fits the 53 bits that numbers in JSON have.
[[nodiscard]] inline std::int64_t own_id(UtcTime now, Random& random) {
    constexpr unsigned kRandomBits = 11;
    const auto since = std::chrono::floor<std::chrono::milliseconds>(now.time_since_epoch());
    return since.count() * (1 << kRandomBits) +
           static_cast<std::int64_t>(random.next() & ((1U << kRandomBits) - 1));
}

}  // namespace porchlight::camera
