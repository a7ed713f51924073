// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/any_io_executor.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace porchlight::rt {

/// A few threads for work that burns CPU (decode, motion, scaling). Runs at a lower priority than
/// the threads that move packets. Thread-safe.
class WorkerPool {
  public:
    /// What each thread gives way by, as `nice` counts it.
    static constexpr int kGivesWay = 5;
    /// For work that may take as long as it likes: it gets what nobody else wants.
    static constexpr int kGivesWayToAll = 19;

    /// @param threads At least 1.   @param name At most 12 characters; each thread adds its number.
    WorkerPool(std::size_t threads, const std::string& name, int nice = kGivesWay);
    /// Waits for the piece of work each thread is at; what is still queued is dropped.
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;
    WorkerPool(WorkerPool&&) = delete;
    WorkerPool& operator=(WorkerPool&&) = delete;

    /// For single pieces of work through rt::offload.
    [[nodiscard]] boost::asio::any_io_executor executor() const;

  private:
    friend class WorkQueue;
    struct State;
    std::shared_ptr<State> state_;
};

/// One camera's line at the pool: its work runs in order, one piece at a time, on whichever thread
/// is free. Bounded: when the line is full the newest piece is refused, and the caller decides what
/// that costs. Thread-safe. Must not be posted to after the pool is gone, but may end later.
class WorkQueue {
  public:
    WorkQueue(const WorkerPool& pool, std::size_t capacity);

    /// False when `capacity` pieces already wait or run; the refusal is counted.
    bool try_post(std::function<void()> work);
    [[nodiscard]] std::uint64_t refused() const;
    [[nodiscard]] std::size_t waiting() const;

  private:
    struct Line;
    std::shared_ptr<Line> line_;
};

}  // namespace porchlight::rt
