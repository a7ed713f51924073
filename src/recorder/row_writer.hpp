// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rt/channel.hpp"
#include "rt/job.hpp"
#include "store/store.hpp"

#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <string>

namespace porchlight::recorder {

/// Writes one camera's events and gaps to the store, in order, and again while the store's disk
/// fails, so that a gap caused by the disk is written down when the disk is back.
///
/// Strand-bound to its executor. Call `stop` before it is destroyed.
class RowWriter {
  public:
    using Write = std::function<rt::Task<>(store::Store*)>;
    /// Beyond this many waiting rows the oldest is given up: the disk has been gone for very long.
    static constexpr std::size_t kMostWaiting = 1000;
    static constexpr std::chrono::seconds kRetry{2};

    RowWriter(const rt::asio::any_io_executor& executor, store::Store* store);

    /// @param what For the log, e.g. "end of a gap".   @param write May be called again after it
    /// failed.
    void add(std::string what, Write write);
    /// Writes what waits, trying each once more, and ends.
    rt::Task<> stop();

  private:
    struct Waiting {
        std::string what;
        Write write;
    };

    rt::Task<> run();
    /// False when the row has to be tried again.
    rt::Task<bool> write_first();

    store::Store* store_;
    std::deque<Waiting> waiting_;
    rt::Wakeup wakeup_;
    bool stopping_ = false;
    rt::Job job_;  // last: uses the rest
};

}  // namespace porchlight::recorder
