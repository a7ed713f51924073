// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <chrono>
#include <mutex>
#include <string>
#include <string_view>

namespace porchlight {

using Microseconds = std::chrono::microseconds;

/// Wall-clock time. May jump; only for what people see. Never subtract two of them to measure a
/// duration.
using UtcTime = std::chrono::sys_time<Microseconds>;

struct MonotonicTag {
    using rep = Microseconds::rep;
    using period = Microseconds::period;
    using duration = Microseconds;
};
/// Time since some start that never jumps. For durations and deadlines.
using MonotonicTime = std::chrono::time_point<MonotonicTag, Microseconds>;

/// RFC 3339 in UTC with milliseconds, e.g. "2026-11-21T08:15:30.250Z".
[[nodiscard]] std::string to_rfc3339(UtcTime time);
/// Any RFC 3339 date-time of the years 1970 to 9999: "Z" or an offset, any number of digits after
/// the second. A leap second counts as the next second. @error InvalidArgument
Result<UtcTime> from_rfc3339(std::string_view text);

/// Where time comes from; passed in so that tests own it. Thread-safe.
class Clock {
  public:
    Clock() = default;
    Clock(const Clock&) = delete;
    Clock& operator=(const Clock&) = delete;
    Clock(Clock&&) = delete;
    Clock& operator=(Clock&&) = delete;
    virtual ~Clock() = default;

    [[nodiscard]] virtual UtcTime utc_now() const = 0;
    [[nodiscard]] virtual MonotonicTime monotonic_now() const = 0;
};

/// The machine's clocks.
class SystemClock final : public Clock {
  public:
    [[nodiscard]] UtcTime utc_now() const override;
    [[nodiscard]] MonotonicTime monotonic_now() const override;
};

/// A clock that moves only when told. Starts at 2026-01-01T00:00:00Z.
class FakeClock final : public Clock {
  public:
    [[nodiscard]] UtcTime utc_now() const override;
    [[nodiscard]] MonotonicTime monotonic_now() const override;

    /// Both clocks move forward together.
    void advance(Microseconds by);
    /// The wall clock alone jumps, as when its owner or NTP sets it.
    void set_utc(UtcTime to);

  private:
    mutable std::mutex mutex_;
    UtcTime utc_ = std::chrono::sys_days(std::chrono::year(2026) / 1 / 1);
    MonotonicTime monotonic_{std::chrono::hours(1)};
};

}  // namespace porchlight
