// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/scene/lighting.hpp"
#include "sources/scene/timetable.hpp"

#include <chrono>
#include <cstdint>

namespace porchlight::sources::scene {

/// Wall-clock time where the camera hangs: what its overlay shows and what decides on day and
/// night.
using LocalTime = std::chrono::local_time<std::chrono::microseconds>;

/// One light under which the scenery is kept as a finished picture.
struct LightKey {
    enum class Extra : std::uint8_t { None, CloudShadow, Headlights };
    float hour = 12;
    Extra extra = Extra::None;

    bool operator==(const LightKey&) const = default;
    [[nodiscard]] Light light(Sky sky) const;
};

/// Two lights and how far the first has become the second.
struct Lighting {
    LightKey from, until;
    float share = 0;
};

/// What light falls on the scene when. By day and at night it stands still; in between it is worked
/// out anew for each minute, and the minutes are mixed. Immutable; thread-safe.
class LightPlan {
  public:
    LightPlan(const SceneOptions& options, LocalTime start);

    /// The local time at a moment: as the overlay shows it.
    [[nodiscard]] LocalTime local_time(Seconds t) const;
    /// Hours since midnight that decide on the light, 0 to 24; fixed unless it follows the clock.
    [[nodiscard]] float hour_at(Seconds t) const;
    [[nodiscard]] Light light_at(Seconds t) const;
    [[nodiscard]] Lighting lighting_at(Seconds t) const;
    [[nodiscard]] bool is_infrared(Seconds t) const { return infrared_at(hour_at(t)); }

  private:
    DayPhase phase_;
    Sky sky_;
    LocalTime start_;
};

}  // namespace porchlight::sources::scene
