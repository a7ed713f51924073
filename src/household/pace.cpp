// SPDX-License-Identifier: Apache-2.0
#include "household/pace.hpp"

#include <algorithm>
#include <cmath>

namespace porchlight::household {

Pace::Pace(double speed, MonotonicTime now)
    : speed_(std::clamp(speed, kSlowest, kFastest)), bent_at_(now) {}

void Pace::set_speed(double speed, MonotonicTime now) {
    then_ = at(now);
    bent_at_ = now;
    speed_ = std::clamp(speed, kSlowest, kFastest);
}

Microseconds Pace::at(MonotonicTime now) const {
    const auto passed = static_cast<double>((now - bent_at_).count());
    return then_ + Microseconds(std::llround(passed * speed_));
}

}  // namespace porchlight::household
