// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <chrono>

namespace porchlight::motion {

/// How eager the detector is: 1 (only big, clear movement) to 9 (the faintest), 5 for a house.
class Sensitivity {
  public:
    static constexpr int kLowest = 1;
    static constexpr int kHighest = 9;

    constexpr Sensitivity() = default;

    /// @error invalid_argument  Not a whole number from 1 to 9.
    static Result<Sensitivity> create(int level);

    [[nodiscard]] constexpr int level() const { return level_; }

    /// Multiplier of every contrast threshold: 1 at level 5, above 1 below it, falling with level.
    [[nodiscard]] double threshold_scale() const;

    /// Fewest changed small pixels (see luma.hpp) that can be an object, falling with level.
    [[nodiscard]] int smallest_object() const;

    constexpr auto operator<=>(const Sensitivity&) const = default;

  private:
    constexpr explicit Sensitivity(int level) : level_(level) {}
    int level_ = 5;
};

/// What a householder may set for a camera. The defaults suit a house.
struct Settings {
    Sensitivity sensitivity;
    /// Motion shorter than this is no detection.
    std::chrono::milliseconds minimum_duration{300};
    /// Motion that comes back within this time continues the detection before it.
    std::chrono::milliseconds retrigger{1000};
    friend bool operator==(const Settings&, const Settings&) = default;
};

}  // namespace porchlight::motion
