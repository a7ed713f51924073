// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"

namespace porchlight::household {

/// Which moment of a household belongs to a moment of life: the household's clock runs `speed`
/// times as fast. A change of speed bends the way of the clock and never makes it jump. Pure.
class Pace {
  public:
    static constexpr double kSlowest = 0.1;
    static constexpr double kFastest = 10'000;

    /// @param speed kSlowest to kFastest; beyond, the nearest of the two.
    Pace(double speed, MonotonicTime now);

    [[nodiscard]] double speed() const { return speed_; }
    void set_speed(double speed, MonotonicTime now);
    /// Since the beginning of the household.
    [[nodiscard]] Microseconds at(MonotonicTime now) const;

  private:
    double speed_;
    MonotonicTime bent_at_;
    Microseconds then_{0};
};

}  // namespace porchlight::household
