// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "hal/light.hpp"
#include "light/pattern.hpp"

#include <optional>

namespace porchlight::camera {

/// What a lamp shows in place of `wanted`, when `pattern` has colours that it lacks: those that it
/// has. When it has none of the whole pattern, its first one: the rhythm still tells.
[[nodiscard]] light::ColourSet nearest(light::ColourSet wanted, const light::Pattern& pattern,
                                       light::ColourSet available);

/// Plays a pattern on a lamp. The caller sets one timer, for `next_change()`, and then calls
/// `advance()`. Strand-bound.
class LightPlayer {
  public:
    /// @param lamp Outlives the player.
    explicit LightPlayer(hal::Light& lamp) : lamp_(lamp) {}

    /// From now on; a pattern that plays already goes on as it is.
    /// @error of the lamp. It goes on playing, and the next change may succeed.
    Result<> play(const light::Pattern& pattern, MonotonicTime now);
    /// Shows what is due. @error As `play`.
    Result<> advance(MonotonicTime now);
    /// None if the light stays as it is.
    [[nodiscard]] std::optional<MonotonicTime> next_change() const;
    [[nodiscard]] const light::Pattern& pattern() const { return pattern_; }

  private:
    hal::Light& lamp_;
    light::Pattern pattern_;
    MonotonicTime began_;
    MonotonicTime now_;
    std::optional<light::ColourSet> shown_;  ///< Nothing after a failure: it is not known.
};

}  // namespace porchlight::camera
