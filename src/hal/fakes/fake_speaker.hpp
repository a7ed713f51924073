// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "hal/speaker.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <optional>
#include <vector>

namespace porchlight::hal {

/// A loudspeaker that keeps what it was given. Thread-bound.
class FakeSpeaker final : public Speaker {
  public:
    static constexpr std::size_t kKept = std::size_t{60} * kRate;  ///< Samples, the newest.

    /// @param clock Outlives it.
    explicit FakeSpeaker(const Clock& clock) : clock_(clock) {}

    void play(std::span<const float> samples) override {
        played_.insert(played_.end(), samples.begin(), samples.end());
        count_ += samples.size();
        last_ = clock_.monotonic_now();
        if (played_.size() > kKept) {
            const auto beyond = static_cast<std::ptrdiff_t>(played_.size() - kKept);
            played_.erase(played_.begin(), played_.begin() + beyond);
        }
    }

    [[nodiscard]] const std::vector<float>& played() const { return played_; }
    /// Of everything ever.
    [[nodiscard]] double seconds() const { return static_cast<double>(count_) / kRate; }
    /// Its device would be in use now.
    [[nodiscard]] bool is_speaking() const {
        return last_ && clock_.monotonic_now() - *last_ < kRest;
    }

  private:
    const Clock& clock_;
    std::vector<float> played_;
    std::size_t count_ = 0;
    std::optional<MonotonicTime> last_;
};

}  // namespace porchlight::hal
