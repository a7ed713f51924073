// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rt/task.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <utility>

namespace porchlight::rt {

/// Wakes one waiting coroutine from any thread.
///
/// Asio's own channel (Boost 1.81) loses values after a cancelled receive, so ours stands on a
/// timer instead.
class Wakeup {
  public:
    explicit Wakeup(const asio::any_io_executor& executor);

    /// Suspends until `wake` is called. Call it on the executor only. @error Cancelled  The
    /// coroutine was cancelled.
    Task<> wait();
    /// From any thread. A wake with nobody waiting is forgotten: look at your state before you
    /// wait.
    void wake();

  private:
    struct State;
    std::shared_ptr<State> state_;
};

/// A bounded queue that moves values from any thread to one receiving coroutine. When full,
/// `try_send` refuses the newest value and counts it. Thread-safe; `receive` belongs to the
/// executor.
template <typename T>
class Channel {
  public:
    Channel(const asio::any_io_executor& executor, std::size_t capacity)
        : wakeup_(executor), capacity_(capacity) {}

    /// False when the channel is full (the value is dropped and counted) or closed.
    bool try_send(T value) {
        {
            const std::lock_guard lock(mutex_);
            if (closed_ || queue_.size() >= capacity_) {
                ++dropped_;
                return false;
            }
            queue_.push_back(std::move(value));
            if (queue_.size() > 1) {
                return true;  // the receiver has been woken already
            }
        }
        wakeup_.wake();
        return true;
    }

    /// The next value, in order. @error Cancelled  The channel is closed and empty, or the
    /// coroutine was cancelled.
    Task<T> receive() {
        for (;;) {
            {
                const std::lock_guard lock(mutex_);
                if (!queue_.empty()) {
                    T value = std::move(queue_.front());
                    queue_.pop_front();
                    co_return value;
                }
                if (closed_) {
                    co_return Error(ErrorCode::Cancelled, "the channel is closed");
                }
            }
            PL_CO_TRY_VOID(co_await wakeup_.wait());
        }
    }

    /// What is queued can still be received.
    void close() {
        {
            const std::lock_guard lock(mutex_);
            closed_ = true;
        }
        wakeup_.wake();
    }

    [[nodiscard]] std::uint64_t dropped() const {
        const std::lock_guard lock(mutex_);
        return dropped_;
    }

  private:
    Wakeup wakeup_;
    const std::size_t capacity_;
    mutable std::mutex mutex_;
    std::deque<T> queue_;
    bool closed_ = false;
    std::uint64_t dropped_ = 0;
};

}  // namespace porchlight::rt
