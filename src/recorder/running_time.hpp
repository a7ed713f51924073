// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "store/store.hpp"

#include <chrono>
#include <optional>

namespace porchlight::recorder {

/// What the last heartbeat of the run before said.
struct LastRun {
    UtcTime last_beat;
    Microseconds running{};  ///< RunningTime at that beat.
};

/// How long this hub has been at work in its life: a time that never jumps, by which clips are
/// ordered and aged. A wall clock set a year ahead makes no clip a year older.
///
/// Time in which the hub was off counts up to a day for each start, because only the wall clock
/// knows of it: a hub that was off for a month keeps its clips up to a month longer. Thread-safe.
class RunningTime {
  public:
    static constexpr Microseconds kMostOff = std::chrono::hours(24);

    RunningTime(const Clock& clock, const std::optional<LastRun>& last);

    [[nodiscard]] Microseconds now() const {
        return before_ + (clock_->monotonic_now() - started_);
    }

  private:
    const Clock* clock_;
    Microseconds before_{};
    MonotonicTime started_;
};

/// Empty on the very first start.
rt::Task<std::optional<LastRun>> read_last_run(store::Store* store);
/// Notes that the hub is at work now.
rt::Task<> write_heartbeat(store::Store* store, LastRun now);

}  // namespace porchlight::recorder
