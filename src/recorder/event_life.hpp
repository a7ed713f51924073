// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace porchlight::recorder {

/// The life of an event and its clips, as a table. Pure.
///
///            motion starts              motion ends             post-roll over
///   Quiet ────────────────▶ Moving ─────────────────▶ Trailing ────────────────▶ Quiet
///                             ▲ ▲  ◀───motion starts──── │  ▲
///                             │ └── motion starts ──┐    │  │ video is back
///                             │                 Interrupted─┘
///                             └── video lost ──────▶ ▲   │ gave up
///                                  video lost ───────┘   └─────────▶ Quiet
///   anything ── stop (paused, disarmed, switched off) ──▶ Quiet
enum class EventState : std::uint8_t {
    Quiet,        ///< No event.
    Moving,       ///< Something moves; a clip is being written.
    Trailing,     ///< Nothing moves; the clip runs on for the post-roll.
    Interrupted,  ///< The camera went away in the middle; when it comes back the event goes on.
};
enum class EventInput : std::uint8_t {
    MotionStarted,
    MotionEnded,
    PostRollOver,
    VideoLost,
    VideoBack,
    GaveUp,
    Stop,
};

/// What has to be done, together.
enum class EventAction : std::uint8_t {
    None = 0,
    BeginEvent = 1,     ///< A new event row.
    ContinueEvent = 2,  ///< The event has no end after all.
    EndEvent = 4,       ///< The event ends now.
    StartClip = 8,
    FinishClip = 16,
    StartPostRoll = 32,
};
[[nodiscard]] constexpr EventAction operator|(EventAction a, EventAction b) {
    return static_cast<EventAction>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}
[[nodiscard]] constexpr bool has(EventAction all, EventAction one) {
    return (static_cast<unsigned>(all) & static_cast<unsigned>(one)) != 0;
}

struct EventStep {
    EventState state;
    EventAction actions;
};

/// The table. What it does not name changes nothing.
[[nodiscard]] EventStep next_step(EventState state, EventInput input);

}  // namespace porchlight::recorder
