// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hal/battery.hpp"

#include <memory>
#include <string>

namespace porchlight::hal {

/// A cell with a gauge that the kernel knows. Thread-bound.
/// @source Documentation/ABI/testing/sysfs-class-power
class SysfsBattery final : public Battery {
  public:
    /// @param root "/sys", or a copy of a board's.
    /// @param name Under /sys/class/power_supply; empty for the first that feeds the whole board
    ///        (those of wireless mice and the like are left out).
    /// @error NotFound  There is none.   @error InvalidArgument  The name cannot be.
    static Result<std::unique_ptr<SysfsBattery>> create(const std::string& root, std::string name);

    [[nodiscard]] Result<BatteryReading> read() const override;

  private:
    explicit SysfsBattery(std::string folder) : folder_(std::move(folder)) {}
    [[nodiscard]] Result<BatteryReading> read_files() const;

    std::string folder_;
};

}  // namespace porchlight::hal
