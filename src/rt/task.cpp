// SPDX-License-Identifier: Apache-2.0
#include "rt/task.hpp"

#include "base/log.hpp"
#include "rt/launch.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <utility>

namespace porchlight::rt {

void spawn(asio::any_io_executor executor, std::string what, Task<> task) {
    launch(std::move(executor), std::move(task), [what = std::move(what)](const Result<>& result) {
        if (!result && result.error().code() != ErrorCode::Cancelled) {
            log::error("rt", "{}: {}", what, result.error().message());
        }
    });
}

Task<> sleep_for(std::chrono::microseconds duration) {
    asio::steady_timer timer(co_await asio::this_coro::executor, duration);
    const auto [error] = co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
    // The timer may have fired just before the coroutine was cancelled; its owner may be gone all
    // the same.
    const auto cancellation = co_await asio::this_coro::cancellation_state;
    if (error || cancellation.cancelled() != asio::cancellation_type::none) {
        co_return Error(ErrorCode::Cancelled, "stopped while waiting");
    }
    co_return Result<>();
}

}  // namespace porchlight::rt
