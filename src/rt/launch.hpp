// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rt/io_thread.hpp"
#include "rt/task.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

#include <exception>
#include <functional>
#include <future>
#include <type_traits>
#include <utility>

namespace porchlight::rt {

/// What escaped from a coroutine as an exception: Asio throws when a coroutine was cancelled;
/// anything else is a bug or a lack of memory.
[[nodiscard]] Error error_from(const std::exception_ptr& exception);

/// Starts a coroutine and calls `done` with its result on the coroutine's thread.
template <typename T, typename Done>
void launch(asio::any_io_executor executor, Task<T> task, Done done) {
    asio::co_spawn(
        std::move(executor), std::move(task),
        [done = std::move(done)](const std::exception_ptr& exception, Result<T> result) mutable {
            done(exception ? Result<T>(error_from(exception)) : std::move(result));
        });
}

/// How a coroutine awaits work on another thread: a cancellation does not follow it there, because
/// Asio (Boost 1.81) posts it as a bare pointer into the waiting frame, which may be gone when it
/// arrives. The caller is cancelled at its next co_await instead, when the work is done.
inline auto await_other_thread() {
    return asio::bind_cancellation_slot(asio::cancellation_slot(), asio::use_awaitable);
}

/// Runs `task` on another thread's executor; the caller goes on with its result on its own. Once
/// begun it is not cancelled with the caller.
template <typename T>
Task<T> call_on(asio::any_io_executor executor, Task<T> task) {
    co_return co_await asio::co_spawn(std::move(executor), std::move(task), await_other_thread());
}

/// Runs a plain function that may block on another thread's executor; the caller goes on with its
/// result on its own. Once begun it is not cancelled with the caller.
/// @param function Called once. Returns a Result.
template <typename Function>
auto offload(asio::any_io_executor executor, Function function)
    -> asio::awaitable<std::invoke_result_t<Function>> {
    struct Body {
        static asio::awaitable<std::invoke_result_t<Function>> run(Function body) {
            co_return body();
        }
    };
    auto body = Body::run(std::move(function));
    co_return co_await asio::co_spawn(std::move(executor), std::move(body), await_other_thread());
}

/// Blocks the calling thread until `task` has run on `thread`. For main() and tests; never from an
/// IoThread.
template <typename T>
Result<T> run_blocking(const IoThread& thread, Task<T> task) {
    std::promise<Result<T>> promise;
    auto future = promise.get_future();
    launch(thread.executor(), std::move(task),
           [&promise](Result<T> result) { promise.set_value(std::move(result)); });
    return future.get();
}

}  // namespace porchlight::rt
