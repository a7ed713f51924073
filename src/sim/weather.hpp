// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/units.hpp"

namespace porchlight::sim {

/// The days of a household: all alike, warmest at three in the afternoon.
struct Weather {
    double coldest = 8;    ///< °C, at three in the night.
    double warmest = 18;   ///< °C, at three in the afternoon.
    double sunshine = .5;  ///< 0: covered, 1: clear sky.
    double sunrise = 6.5;  ///< Hour of the day.
    double sunset = 18.5;

    [[nodiscard]] Celsius outdoors(UtcTime at) const;
    /// How high the sun stands: 0 at night, 1 in the middle of the day.
    [[nodiscard]] double sun(UtcTime at) const;
    [[nodiscard]] bool is_dark(UtcTime at) const { return sun(at) <= 0; }
};

/// Of a camera's inside.
struct Warmth {
    bool is_outdoors = true;
    bool in_full_sun = false;   ///< Direct sun on a dark case, without moving air.
    bool is_ventilated = true;  ///< Air can move around it.
    double own_watts = 0;       ///< What it makes itself.
    Celsius indoors{21};
};

/// Direct sun of about 800 W/m² warms a small dark case by 25 °C in still air, and half as much
/// where air moves; each watt of its own warms it by 6 °C. Our own estimates, of the kind that
/// makers' heat tests (MIL-STD-810 method 505, solar) are about.
[[nodiscard]] Celsius inside(const Warmth& warmth, const Weather& weather, UtcTime at);

}  // namespace porchlight::sim
