// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rt/task.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/experimental/concurrent_channel.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace porchlight::rt {

/// A bounded queue that moves values from any thread to one receiving coroutine. When full,
/// `try_send` refuses the newest value and counts it. Thread-safe.
template <typename T>
class Channel {
  public:
    Channel(const asio::any_io_executor& executor, std::size_t capacity)
        : channel_(executor, capacity) {}

    /// False when the channel is full (the value is dropped and counted) or closed.
    bool try_send(T value) {
        const bool sent = channel_.try_send(boost::system::error_code(), std::move(value));
        if (!sent) {
            dropped_.fetch_add(1, std::memory_order_relaxed);
        }
        return sent;
    }
    /// The next value, in order. @error Cancelled  The channel was closed, or the coroutine was
    /// cancelled.
    Task<T> receive() {
        auto [error, value] = co_await channel_.async_receive(asio::as_tuple(asio::use_awaitable));
        if (error) {
            co_return Error(ErrorCode::Cancelled, "the channel is closed");
        }
        co_return std::move(value);
    }
    void close() { channel_.close(); }
    [[nodiscard]] std::uint64_t dropped() const { return dropped_.load(std::memory_order_relaxed); }

  private:
    asio::experimental::concurrent_channel<void(boost::system::error_code, T)> channel_;
    std::atomic<std::uint64_t> dropped_{0};
};

}  // namespace porchlight::rt
