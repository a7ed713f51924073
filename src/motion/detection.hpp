// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/units.hpp"
#include "motion/observation.hpp"
#include "motion/settings.hpp"

#include <array>
#include <cstdint>
#include <optional>

namespace porchlight::motion {

/// One stretch of motion.
struct Detection {
    MediaTime start;
    MediaTime end;    ///< The last picture with motion; no hold-off is added.
    double peak = 0;  ///< Highest score (0..1).
};

/// What became of a picture's observation.
struct Change {
    enum class Kind : std::uint8_t { Started, Ended };
    Kind kind = Kind::Started;
    Detection detection;  ///< When started: as far as it goes yet.
};

/// Joins observations to detections: those too short are dropped, those with a short pause between
/// them become one.
///
///            motion                 lasted long enough
///   Idle ─────────────▶ Rising ─────────────────────────▶ Active ◀────────────┐
///    ▲                    │ pause over                       │ no motion      │ motion
///    │◀───────────────────┘                                  ▼                │
///    │◀───────────────────────────────────────────────── Fading ──────────────┘
///                          pause over (detection ended)
///
/// Strand-bound, pure.
class DetectionTracker {
  public:
    enum class State : std::uint8_t { Idle, Rising, Active, Fading };
    enum class Input : std::uint8_t { Motion, LastedMotion, Pause, PauseOver };
    enum class Action : std::uint8_t { None, Begin, Extend, Start, End, Forget };
    struct Step {
        State next = State::Idle;
        Action action = Action::None;
    };

    explicit DetectionTracker(const Settings& settings) : settings_(settings) {}

    /// Takes effect with the next observation; what is open goes on.
    void set_settings(const Settings& settings) { settings_ = settings; }

    /// The next observation, in order of time.
    [[nodiscard]] std::optional<Change> observe(const Observation& observation);
    /// The stream ended: what is open ends with its last motion.
    [[nodiscard]] std::optional<Change> finish();

    [[nodiscard]] State state() const { return state_; }
    /// The table drawn above.
    [[nodiscard]] static Step step(State state, Input input);

  private:
    [[nodiscard]] Input classify(const Observation& observation) const;
    [[nodiscard]] std::optional<Change> act(Action action, const Observation& observation);

    Settings settings_;
    State state_ = State::Idle;
    Detection current_;
    MediaTime earliest_;  // detections do not overlap
};

}  // namespace porchlight::motion
