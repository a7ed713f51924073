// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>

namespace porchlight {

/// How fast a radio link carries bits, as its two ends agree on it from packet to packet.
class KilobitsPerSecond {
  public:
    constexpr KilobitsPerSecond() = default;
    constexpr explicit KilobitsPerSecond(int count) : count_(count) {}
    [[nodiscard]] constexpr int count() const { return count_; }

    constexpr auto operator<=>(const KilobitsPerSecond&) const = default;

  private:
    int count_ = 0;
};

}  // namespace porchlight
