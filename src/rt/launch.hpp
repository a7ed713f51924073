// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rt/io_thread.hpp"
#include "rt/task.hpp"

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

/// Runs `task` on another thread's executor; the caller goes on with its result on its own.
template <typename T>
Task<T> call_on(asio::any_io_executor executor, Task<T> task) {
    co_return co_await asio::co_spawn(std::move(executor), std::move(task), asio::use_awaitable);
}

/// Runs a plain function that may block on another thread's executor; the caller goes on with its
/// result on its own.
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
    co_return co_await asio::co_spawn(std::move(executor), std::move(body), asio::use_awaitable);
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
