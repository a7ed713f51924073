// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"

#include <chrono>
#include <optional>

namespace porchlight::net::link {

/// When a camera lets hubs try a code: for ten minutes after its owner opened pairing at the device
/// (a press, or a factory reset), and five tries. Then never, until the owner does so again.
///
///   Closed ── open ──▶ Open (5 tries, 10 min)
///   Open   ── take_try, the fifth ──▶ Closed      when that try fails or not
///   Open   ── close, or 10 min ──▶ Closed
///
/// Pure; strand-bound. With 10^8 codes, five tries find one in 20 million times.
class PairingWindow {
  public:
    static constexpr std::chrono::minutes kOpenFor{10};
    static constexpr int kTries = 5;

    /// Whatever was left of an earlier one is forgotten.
    void open(MonotonicTime now) {
        closes_ = now + kOpenFor;
        tries_left_ = kTries;
    }
    void close() { closes_.reset(); }

    [[nodiscard]] bool is_open(MonotonicTime now) const {
        return closes_ && now < *closes_ && tries_left_ > 0;
    }
    /// Counted before the try, so that cutting it off wins nothing. False when there is none left.
    [[nodiscard]] bool take_try(MonotonicTime now) {
        if (!is_open(now)) {
            return false;
        }
        --tries_left_;
        return true;
    }
    [[nodiscard]] int tries_left() const { return tries_left_; }
    /// Zero when it is closed.
    [[nodiscard]] Microseconds time_left(MonotonicTime now) const {
        return is_open(now) && closes_ ? *closes_ - now : Microseconds(0);
    }

  private:
    std::optional<MonotonicTime> closes_;
    int tries_left_ = 0;
};

}  // namespace porchlight::net::link
