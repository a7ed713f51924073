// SPDX-License-Identifier: Apache-2.0
#include "base/clock.hpp"

#include <fmt/format.h>

namespace porchlight {

std::string to_rfc3339(UtcTime time) {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::milliseconds>(time - day));
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                       clock.hours().count(), clock.minutes().count(), clock.seconds().count(),
                       clock.subseconds().count());
}

UtcTime SystemClock::utc_now() const {
    return std::chrono::time_point_cast<Microseconds>(std::chrono::system_clock::now());
}

MonotonicTime SystemClock::monotonic_now() const {
    return MonotonicTime(std::chrono::duration_cast<Microseconds>(
        std::chrono::steady_clock::now().time_since_epoch()));
}

UtcTime FakeClock::utc_now() const {
    const std::lock_guard lock(mutex_);
    return utc_;
}

MonotonicTime FakeClock::monotonic_now() const {
    const std::lock_guard lock(mutex_);
    return monotonic_;
}

void FakeClock::advance(Microseconds by) {
    const std::lock_guard lock(mutex_);
    utc_ += by;
    monotonic_ += by;
}

void FakeClock::set_utc(UtcTime to) {
    const std::lock_guard lock(mutex_);
    utc_ = to;
}

}  // namespace porchlight
