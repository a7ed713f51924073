// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rt/task.hpp"

#include <boost/asio/steady_timer.hpp>

#include <chrono>

namespace porchlight::rt {

/// Lets one coroutine wait for its next due time, and others wake it because something may be due
/// earlier. Strand-bound.
class Alarm {
  public:
    explicit Alarm(const asio::any_io_executor& executor) : timer_(executor) {}

    /// Returns when the time has passed, or when it is woken; at once if that was since the last
    /// call. @error Cancelled
    Task<> wait_for(std::chrono::microseconds time);
    void wake();

  private:
    asio::steady_timer timer_;
    bool is_woken_ = false;
};

}  // namespace porchlight::rt
