// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace porchlight::hub {

/// What the sun does on one day at one place.
struct SunDay {
    enum class Kind : std::uint8_t {
        Usual,
        AlwaysUp,    ///< Polar day: it does not set.
        AlwaysDown,  ///< Polar night: it does not rise.
    };
    Kind kind = Kind::Usual;
    std::chrono::sys_seconds noon;                 ///< When it stands highest.
    std::optional<std::chrono::sys_seconds> rise;  ///< Of a usual day.
    std::optional<std::chrono::sys_seconds> set;
};

/// The day whose solar noon is nearest to `noon`, to about half a minute between the polar circles.
/// Rise and set are when the upper edge of the sun stands at a level horizon: its centre 0.833°
/// below it, by refraction and half its width.
/// @param latitude   Degrees, -90 to 90, north is positive.
/// @param longitude  Degrees, -180 to 180, east is positive.
/// @source J. Meeus, Astronomical Algorithms, chapters 25 (position, low accuracy), 28 (equation of
/// time) and 15 (rising and setting).
[[nodiscard]] SunDay sun_day(std::chrono::sys_seconds noon, double latitude, double longitude);

}  // namespace porchlight::hub
