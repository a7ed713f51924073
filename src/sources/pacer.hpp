// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/units.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace porchlight::sources {

/// Holds a reader's thread back until a media time is due by the machine's clock. The first call
/// sets the start.
class Pacer {
  public:
    /// Returns at `time`'s turn, or at once when that is past. False when interrupted.
    bool wait_for(MediaTime time);
    /// From any thread; stays interrupted.
    void interrupt();

  private:
    std::mutex mutex_;
    std::condition_variable wake_;
    bool interrupted_ = false;
    bool started_ = false;
    std::chrono::steady_clock::time_point start_;
    MediaTime first_;
};

}  // namespace porchlight::sources
