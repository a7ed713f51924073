// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>

namespace porchlight {

/// An amount of energy, as a battery gives it. Two AA lithium cells hold about 8,000.
class MilliwattHours {
  public:
    constexpr MilliwattHours() = default;
    constexpr explicit MilliwattHours(double count) : count_(count) {}
    [[nodiscard]] constexpr double count() const { return count_; }

    constexpr auto operator<=>(const MilliwattHours&) const = default;
    constexpr MilliwattHours& operator+=(MilliwattHours more) {
        count_ += more.count_;
        return *this;
    }
    friend constexpr MilliwattHours operator+(MilliwattHours a, MilliwattHours b) {
        return MilliwattHours(a.count_ + b.count_);
    }
    friend constexpr MilliwattHours operator-(MilliwattHours a, MilliwattHours b) {
        return MilliwattHours(a.count_ - b.count_);
    }

  private:
    double count_ = 0;
};

}  // namespace porchlight
