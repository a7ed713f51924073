// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>

namespace porchlight::live {

enum class StreamSize : std::uint8_t { Full, Small };

/// Which of a camera's streams suits a viewer's line, by what it reports lost: the small one once
/// much has been lost for a while, the full one again after a calm time. Each relapse makes that
/// time twice as long, so that a bad line does not go to and fro. Pure.
class LossWatch {
  public:
    /// So much lost, in every report of `kPatience`, is too much. Resent packets count as arrived.
    static constexpr double kMuch = 0.10;
    static constexpr std::chrono::seconds kPatience{2};
    /// No more than that for the calm time, and the line is well.
    static constexpr double kLittle = 0.02;
    static constexpr std::chrono::seconds kFirstCalm{15};
    static constexpr std::chrono::seconds kLongestCalm{300};

    /// @param share_lost  Of the packets since the last report, 0 to 1.
    StreamSize take(double share_lost, MonotonicTime now) {
        const bool is_off = size_ == StreamSize::Full ? share_lost < kMuch : share_lost > kLittle;
        if (is_off || !since_) {
            since_ = now;
        }
        const auto wanted = size_ == StreamSize::Full ? kPatience : calm_;
        if (!is_off && now - *since_ >= wanted) {
            turn();
        }
        return size_;
    }

  private:
    void turn() {
        if (size_ == StreamSize::Full) {
            size_ = StreamSize::Small;
        } else {
            size_ = StreamSize::Full;
            calm_ = std::min(2 * calm_, kLongestCalm);
        }
        since_.reset();
    }

    StreamSize size_ = StreamSize::Full;
    std::chrono::seconds calm_ = kFirstCalm;
    /// From when on every report has spoken for the other stream.
    std::optional<MonotonicTime> since_;
};

}  // namespace porchlight::live
