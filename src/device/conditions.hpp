// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/units.hpp"

#include <cstdint>

namespace porchlight::device {

/// What is true of a device whatever it is doing.

enum class Battery : std::uint8_t {
    Good,      ///< Or none, or not measured yet.
    Low,       ///< New cells soon; no update of the firmware any more.
    Critical,  ///< A factory reset would not get to its end; nothing is recorded or watched live.
    Flat,      ///< Neither the radio nor the light works. The light cannot even show its code.
};
/// Out of its range a device neither records nor shows live pictures; it stays online to say so.
enum class Climate : std::uint8_t { Good, TooHot, TooCold };
enum class Storage : std::uint8_t { Good, Faulty };
enum class Internet : std::uint8_t { Reachable, Lost };
/// Why a device that tries to get online is not there yet.
enum class LinkTrouble : std::uint8_t { None, PasswordRefused, NoWifi, NoHub, HubRefuses };

/// Below each of these a cell is in the next worse state, and above it by `recovery` it is out of
/// it again (a resting cell recovers a little). Volts of one cell under load.
struct BatteryThresholds {
    Millivolts low;
    Millivolts critical;
    Millivolts flat;
    Millivolts recovery;

    /// Lithium primary cells (1.5 V AA). Our own choice, to be measured: makers publish none, and
    /// at 1.54 V one of them still says "ok" (device facts 1.2).
    [[nodiscard]] static constexpr BatteryThresholds lithium_aa() {
        return {Millivolts(1400), Millivolts(1250), Millivolts(1100), Millivolts(50)};
    }
};

[[nodiscard]] Battery battery_at(const BatteryThresholds& thresholds, Battery before,
                                 Millivolts now);

/// The rated range, ends included; back in it only once `recovery` degrees inside.
struct ClimateRange {
    Celsius coldest;
    Celsius hottest;
    double recovery = 2;

    /// Device facts 1.2.
    [[nodiscard]] static constexpr ClimateRange outdoor() {
        return {.coldest = Celsius(-20), .hottest = Celsius(45)};
    }
};

[[nodiscard]] Climate climate_at(const ClimateRange& range, Climate before, Celsius now);

}  // namespace porchlight::device
