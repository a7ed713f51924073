// SPDX-License-Identifier: Apache-2.0
#include "rt/alarm.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <utility>

namespace porchlight::rt {

Task<> Alarm::wait_for(std::chrono::microseconds time) {
    if (!std::exchange(is_woken_, false)) {
        timer_.expires_after(std::max(time, std::chrono::microseconds(0)));
        co_await timer_.async_wait(asio::as_tuple(asio::use_awaitable));
        is_woken_ = false;
    }
    const auto cancellation = co_await asio::this_coro::cancellation_state;
    if (cancellation.cancelled() != asio::cancellation_type::none) {
        co_return Error(ErrorCode::Cancelled, "stopped while waiting");
    }
    co_return Result<>();
}

void Alarm::wake() {
    is_woken_ = true;
    timer_.cancel();
}

}  // namespace porchlight::rt
