// SPDX-License-Identifier: Apache-2.0
#include "rt/job.hpp"

#include "base/log.hpp"
#include "rt/launch.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <optional>
#include <utility>

namespace porchlight::rt {

struct Job::State {
    explicit State(const asio::any_io_executor& executor)
        : done(executor, asio::steady_timer::time_point::max()) {}
    asio::cancellation_signal cancellation;
    /// Never expires; cancelled when the coroutine has ended, which wakes all who join.
    asio::steady_timer done;
    std::optional<Result<>> result;
};

Job::Job(asio::any_io_executor executor, std::string what, Task<> task)
    : state_(std::make_shared<State>(executor)) {
    auto finished = [state = state_, what = std::move(what)](const std::exception_ptr& exception,
                                                             Result<> result) {
        state->result = exception ? Result<>(error_from(exception)) : std::move(result);
        if (!*state->result && state->result->error().code() != ErrorCode::Cancelled) {
            log::debug("rt", "{}: {}", what, state->result->error().message());
        }
        state->done.cancel();
    };
    asio::co_spawn(executor, std::move(task),
                   asio::bind_cancellation_slot(state_->cancellation.slot(), std::move(finished)));
}

Job::~Job() {
    if (state_) {
        cancel();
    }
}

void Job::cancel() {
    // On the executor, because from elsewhere Asio (Boost 1.81) posts a bare pointer into our
    // state; and with the state held, because a job may be destroyed on another thread when all is
    // over.
    asio::dispatch(state_->done.get_executor(), [state = state_] {
        if (!state->result) {
            state->cancellation.emit(asio::cancellation_type::terminal);
        }
    });
}

bool Job::is_done() const {
    return state_->result.has_value();
}

Task<> Job::join() {
    const auto state = state_;
    const std::optional<Result<>>& result = state->result;
    while (!result) {
        co_await state->done.async_wait(asio::as_tuple(asio::use_awaitable));
    }
    co_return *result;
}

}  // namespace porchlight::rt
