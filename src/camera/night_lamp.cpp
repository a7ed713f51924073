// SPDX-License-Identifier: Apache-2.0
#include "camera/night_lamp.hpp"

#include <algorithm>

namespace porchlight::camera {

void NightLamp::see(double brightness, MonotonicTime now) {
    if (is_on_ && lasts(brightness >= kBright, bright_for_, now)) {
        go_off(now);
    } else if (!is_on_ && lasts(brightness <= kDark, kDarkFor, now)) {
        go_on(now);
    }
}

/// Whether it has been so for that long, without a break.
bool NightLamp::lasts(bool is_so, std::chrono::seconds span, MonotonicTime now) {
    if (!is_so) {
        otherwise_since_.reset();
        return false;
    }
    otherwise_since_ = otherwise_since_.value_or(now);
    return now - *otherwise_since_ >= span;
}

/// Dark again soon after it went off: the brightness was its own.
void NightLamp::go_on(MonotonicTime now) {
    const bool was_its_own = went_off_ && now - *went_off_ < kBrightFor;
    bright_for_ = was_its_own ? std::min(bright_for_ * 2, kBrightForAtMost) : kBrightFor;
    is_on_ = true;
    otherwise_since_.reset();
}

void NightLamp::go_off(MonotonicTime now) {
    is_on_ = false;
    otherwise_since_.reset();
    went_off_ = now;
}

}  // namespace porchlight::camera
