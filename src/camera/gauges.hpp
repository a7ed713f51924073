// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device/conditions.hpp"
#include "device/event.hpp"
#include "hal/battery.hpp"
#include "hal/thermometer.hpp"

#include <optional>
#include <vector>

namespace porchlight::camera {

struct GaugeLimits {
    device::BatteryThresholds battery = device::BatteryThresholds::lithium_aa();
    int cells_in_series = 2;  ///< The thresholds are of one cell.
    device::ClimateRange climate = device::ClimateRange::outdoor();
};

/// Reads cells and temperature and says what became of them. What cannot be read now is as it was:
/// neither a missing gauge nor a broken one stops a camera. Strand-bound.
class Gauges {
  public:
    /// Both may be null (no cell, no sensor); they outlive this.
    Gauges(const hal::Battery* battery, const hal::Thermometer* thermometer, GaugeLimits limits)
        : battery_(battery), thermometer_(thermometer), limits_(limits) {}

    /// Reads both. @return What changed.
    std::vector<device::Event> read();

    /// As read last; empty if it could not be.
    [[nodiscard]] std::optional<hal::BatteryReading> battery() const { return reading_; }
    [[nodiscard]] std::optional<Celsius> temperature() const { return temperature_; }

  private:
    void read_battery(std::vector<device::Event>& events);
    void read_temperature(std::vector<device::Event>& events);

    const hal::Battery* battery_;
    const hal::Thermometer* thermometer_;
    GaugeLimits limits_;
    std::optional<hal::BatteryReading> reading_;
    std::optional<Celsius> temperature_;
    device::Battery state_ = device::Battery::Good;
    device::Climate climate_ = device::Climate::Good;
};

}  // namespace porchlight::camera
