// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rt/task.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>

#include <chrono>
#include <string>
#include <utility>
#include <variant>

namespace porchlight::rt {

/// "<what>: no answer for 10 s".
[[nodiscard]] Error timed_out(std::string what, std::chrono::microseconds limit);

/// Awaits `task` for at most `limit`; then cancels it. For a whole exchange (connect, login), not
/// for each packet.
/// @param what Names the wait in the error, e.g. "connect to 192.168.1.20:554".
/// @error TimedOut  The limit passed.   @error Cancelled  The caller was cancelled.   Else the
/// task's own.
template <typename T>
Task<T> with_deadline(Task<T> task, std::chrono::microseconds limit, std::string what) {
    // NOLINTNEXTLINE(google-build-using-namespace): holds nothing but the operators
    using namespace asio::experimental::awaitable_operators;
    auto timer = sleep_for(limit);
    auto outcome = co_await (std::move(task) || std::move(timer));
    if (outcome.index() == 0) {
        co_return std::get<0>(std::move(outcome));
    }
    PL_CO_TRY_VOID(std::get<1>(outcome));
    co_return timed_out(std::move(what), limit);
}

}  // namespace porchlight::rt
