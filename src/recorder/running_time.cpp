// SPDX-License-Identifier: Apache-2.0
#include "recorder/running_time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string>

namespace porchlight::recorder {

namespace {

/// "<UTC in microseconds> <running time in microseconds>"
constexpr const char* kKey = "heartbeat";

Microseconds off_time(const Clock& clock, const LastRun& last) {
    return std::clamp(clock.utc_now() - last.last_beat, Microseconds(0), RunningTime::kMostOff);
}

}  // namespace

RunningTime::RunningTime(const Clock& clock, const std::optional<LastRun>& last)
    : clock_(&clock),
      before_(last ? last->running + off_time(clock, *last) : Microseconds(0)),
      started_(clock.monotonic_now()) {}

rt::Task<std::optional<LastRun>> read_last_run(store::Store* store) {
    PL_CO_TRY(const std::string text, co_await store->setting(kKey));
    std::int64_t beat = 0;
    std::int64_t running = 0;
    const char* const end = text.data() + text.size();
    const auto first = std::from_chars(text.data(), end, beat);
    if (first.ec != std::errc() || first.ptr == end ||
        std::from_chars(first.ptr + 1, end, running).ec != std::errc()) {
        co_return std::optional<LastRun>();
    }
    co_return std::optional(LastRun{UtcTime(Microseconds(beat)), Microseconds(running)});
}

rt::Task<> write_heartbeat(store::Store* store, LastRun now) {
    std::string text =
        fmt::format("{} {}", now.last_beat.time_since_epoch().count(), now.running.count());
    co_return co_await store->set_setting(kKey, std::move(text));
}

}  // namespace porchlight::recorder
