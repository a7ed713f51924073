// SPDX-License-Identifier: Apache-2.0
#include "rt/gate.hpp"

#include "base/check.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace porchlight::rt {

Gate::Gate(const asio::any_io_executor& executor)
    : empty_(executor, asio::steady_timer::time_point::max()) {}

Gate::~Gate() {
    PL_CHECK(count_ == 0, "a gate was destroyed while work was still inside");
}

std::optional<Gate::Holder> Gate::enter() {
    if (closed_) {
        return std::nullopt;
    }
    return std::optional<Holder>(std::in_place, *this);
}

Task<> Gate::close() {
    closed_ = true;
    while (count_ > 0) {
        co_await empty_.async_wait(asio::as_tuple(asio::use_awaitable));
    }
    co_return Result<>();
}

void Gate::leave() {
    if (--count_ == 0) {
        empty_.cancel();
    }
}

}  // namespace porchlight::rt
