// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rt/task.hpp"

#include <functional>
#include <memory>
#include <string>

namespace porchlight::rt {

/// A running coroutine that can be cancelled and awaited. Destroying the job cancels it without
/// waiting.
///
/// Strand-bound: make, cancel, join and destroy it on the executor's thread.
class Job {
  public:
    /// Starts `task` on `executor`. What it ends with is for `join`; errors are also logged as
    /// "<what>: <error>" at debug level.
    Job(asio::any_io_executor executor, std::string what, Task<> task);
    ~Job();
    Job(Job&&) noexcept = default;
    Job& operator=(Job&&) = delete;
    Job(const Job&) = delete;
    Job& operator=(const Job&) = delete;

    /// Asks it to end: what it waits for now is cancelled. Returns at once.
    void cancel();
    [[nodiscard]] bool is_done() const;
    /// Waits until it has ended, and gives its result.
    Task<> join();

  private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace porchlight::rt
