// SPDX-License-Identifier: Apache-2.0
#include "rt/channel.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace porchlight::rt {

struct Wakeup::State {
    explicit State(const asio::any_io_executor& executor)
        : timer(executor, asio::steady_timer::time_point::max()) {}
    /// Never expires; cancelling it wakes the one who waits. Touched on the executor only.
    asio::steady_timer timer;
};

Wakeup::Wakeup(const asio::any_io_executor& executor) : state_(std::make_shared<State>(executor)) {}

Task<> Wakeup::wait() {
    const auto state = state_;
    co_await state->timer.async_wait(asio::as_tuple(asio::use_awaitable));
    const auto cancellation = co_await asio::this_coro::cancellation_state;
    if (cancellation.cancelled() != asio::cancellation_type::none) {
        co_return Error(ErrorCode::Cancelled, "stopped while waiting");
    }
    co_return Result<>();
}

void Wakeup::wake() {
    // Posted, so that it runs after a coroutine that is just about to wait.
    asio::post(state_->timer.get_executor(), [state = state_] { state->timer.cancel(); });
}

}  // namespace porchlight::rt
