// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"

#include <chrono>
#include <cstdint>
#include <optional>

namespace porchlight::hub {

/// How the hub stands to a camera's video.
enum class Connection : std::uint8_t {
    Kept,     ///< Connected, or trying to.
    Resting,  ///< Left alone: the camera sleeps until something moves or somebody watches.
    Away,     ///< The camera's own link is gone: there is nothing to connect to.
};

/// Decides whether a camera that runs on cells is left to sleep. A camera that is kept connected
/// all the time asks it only whether it is away.
///
/// ```
///   something moves, somebody watches            link gone for kGrace
///   Resting ◀───────────────────────▶ Kept     ──────────────────────▶ Away
///      ▲      still for the linger time                                 │
///      └──────────────────────────── link is back ─────────────────────┘
/// ```
/// Pure. @source A stream costs a battery camera about a hundred times its sleep
/// (docs/design/camera.md, Energy).
class SleepWatch {
  public:
    /// A link that is back by then was never missed.
    static constexpr std::chrono::seconds kGrace{60};
    /// Beyond the post-roll: somebody who looks again does not wait again.
    static constexpr std::chrono::seconds kLinger{5};

    explicit SleepWatch(MonotonicTime now) : left_at_(now) {}

    /// The camera's own link began or ended. A new watch has not seen it yet.
    void set_here(bool is_here, MonotonicTime now);
    [[nodiscard]] bool is_here() const { return is_here_; }
    /// The link has been gone for longer than `kGrace`.
    [[nodiscard]] bool is_away(MonotonicTime now) const;

    struct Now {
        MonotonicTime at;
        bool is_wanted = false;  ///< Something moves, or somebody watches.
        bool is_live = false;    ///< Its video comes.
        std::chrono::milliseconds post_roll{0};
    };
    Connection decide(const Now& now);

  private:
    bool is_here_ = false;
    MonotonicTime left_at_;
    std::optional<MonotonicTime> wanted_at_;
};

}  // namespace porchlight::hub
