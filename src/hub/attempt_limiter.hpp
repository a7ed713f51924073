// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"

#include <cstddef>
#include <map>
#include <string>

namespace porchlight::hub {

/// Slows down guessing: after `kFree` failures each further one doubles the wait, from 1 s to 15
/// min. Nothing is ever locked for good, and a day without a failure forgets it all. Strand-bound.
class AttemptLimiter {
  public:
    static constexpr int kFree = 5;
    static constexpr std::chrono::seconds kFirstWait{1};
    static constexpr std::chrono::seconds kLongestWait{900};
    static constexpr std::chrono::hours kForgetAfter{24};
    /// More keys than this are not remembered: the one that failed longest ago goes.
    static constexpr std::size_t kMostKeys = 4096;

    explicit AttemptLimiter(const Clock& clock) : clock_(&clock) {}

    /// How long `key` still has to wait; zero when it may try.
    [[nodiscard]] std::chrono::seconds wait(const std::string& key) const;
    /// Counts a failure. Call it before a try that takes time, so that tries at once count each.
    void failed(const std::string& key);
    void succeeded(const std::string& key) { entries_.erase(key); }

  private:
    struct Entry {
        int failures = 0;
        MonotonicTime last;
    };
    void make_room();

    const Clock* clock_;
    std::map<std::string, Entry> entries_;
};

}  // namespace porchlight::hub
