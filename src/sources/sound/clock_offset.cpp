// SPDX-License-Identifier: Apache-2.0
#include "sources/sound/clock_offset.hpp"

#include <algorithm>

namespace porchlight::sources {

namespace {

/// A quarter of the way each second: what is late by chance moves it little.
constexpr int kPart = 4;

}  // namespace

void ClockOffset::observe(Microseconds offset, MonotonicTime now) {
    if (!value_) {
        value_ = offset;
        least_ = offset;
        window_began_ = now;
    }
    value_ = std::min(*value_, offset);  // nothing is seen before it happens
    least_ = std::min(least_, offset);
    if (now - window_began_ < kWindow) {
        return;
    }
    const Microseconds behind = least_ - *value_;
    *value_ += behind > kJump ? behind : behind / kPart;
    least_ = offset;
    window_began_ = now;
}

}  // namespace porchlight::sources
