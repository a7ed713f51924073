// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"

#include <optional>

namespace porchlight::sources {

/// How far this machine's clock is ahead of another, by things that the other stamped and we saw:
/// never before they happened, often late. So the least late of each second counts. Follows clocks
/// that drift, without a step; a jump of over 100 ms, as when samples were lost, is taken as it is
/// after a second. A pure value.
class ClockOffset {
  public:
    static constexpr Microseconds kJump{100'000};
    static constexpr Microseconds kWindow{1'000'000};

    /// @param offset `now` minus the stamp.
    void observe(Microseconds offset, MonotonicTime now);
    /// Empty before the first observation.
    [[nodiscard]] std::optional<Microseconds> value() const { return value_; }

  private:
    std::optional<Microseconds> value_;
    Microseconds least_{};
    MonotonicTime window_began_;
};

}  // namespace porchlight::sources
