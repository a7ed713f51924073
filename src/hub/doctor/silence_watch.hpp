// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "hub/views.hpp"

#include <chrono>
#include <cstdint>
#include <optional>

namespace porchlight::hub {

/// Whether a camera has fallen silent, so that its cause is looked for.
///
/// ```
///           no video          for its grace
///   Well ────────────▶ Pause ───────────────▶ Silent
///    ▲ ◀── video ──────┘ ◀────── video ─────────┘
/// ```
/// A camera that gives video, sleeps or was paused by its owner is well. How long a pause may last
/// before it is a silence depends on what is known of it: a hiccup, a restart and a sleeper's
/// missed call end by themselves. Pure.
class SilenceWatch {
  public:
    /// A camera that worked. With the probes' 8 s its cause is there within 30 s.
    static constexpr std::chrono::seconds kGrace{14};
    /// It answers and refuses: waiting will not change that.
    static constexpr std::chrono::seconds kRefused{4};
    /// It has not given video since it was added or the hub began; after a power cut cameras and
    /// hub start together. @source Back online: aim at 60 s (design.md section 4).
    static constexpr std::chrono::seconds kFirst{60};
    /// It was told to restart, or said that it installs an update. @source Warn at 180 s (there).
    static constexpr std::chrono::seconds kExpected{180};

    enum class State : std::uint8_t { Well, Pause, Silent };

    struct Now {
        MonotonicTime at;
        CameraState state = CameraState::Connecting;
        std::optional<Problem> problem = std::nullopt;
        /// Since its last frame; nothing: none has come.
        std::optional<std::chrono::seconds> frame_ago = std::nullopt;
        /// It is away because somebody wanted so.
        bool is_expected = false;
    };
    State look(const Now& now);

    /// Since its video stopped; nothing while it is well.
    [[nodiscard]] std::optional<MonotonicTime> since() const { return since_; }

  private:
    [[nodiscard]] std::chrono::seconds grace(const Now& now) const;

    std::optional<MonotonicTime> since_;
    bool has_worked_ = false;
};

}  // namespace porchlight::hub
