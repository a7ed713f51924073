// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/random.hpp"

#include <chrono>

namespace porchlight::rt {

/// How long to wait before the next try: doubles from 1 s to 60 s, each wait drawn from the upper
/// half of its step, so that cameras that went away together do not come back together.
class Backoff {
  public:
    static constexpr std::chrono::milliseconds kFirst{1000};
    static constexpr std::chrono::milliseconds kLongest{60000};

    /// The next wait: between half of the step and the whole of it, at least `kFirst`.
    [[nodiscard]] std::chrono::milliseconds next(Random& random);
    /// After a success: start again from `kFirst`.
    void reset() { step_ = kFirst; }

  private:
    std::chrono::milliseconds step_ = kFirst;
};

}  // namespace porchlight::rt
