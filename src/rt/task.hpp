// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <string>

namespace porchlight::rt {

namespace asio = boost::asio;

/// What an asynchronous call of ours returns: a coroutine whose result is a Result<T>.
///
/// Rules that keep coroutines safe (docs/design/house.md): parameters by value, no capturing
/// lambdas as coroutines, and name a value before moving it into an awaited call. A cancelled
/// coroutine ends at its next co_await; clean-up therefore lives in destructors, never behind a
/// co_await.
template <typename T = void>
using Task = asio::awaitable<Result<T>>;

/// Starts a coroutine that nobody waits for. An error other than Cancelled is logged as "<what>:
/// <error>".
void spawn(asio::any_io_executor executor, std::string what, Task<> task);

/// Suspends the running coroutine. @error Cancelled
Task<> sleep_for(std::chrono::microseconds duration);

}  // namespace porchlight::rt
