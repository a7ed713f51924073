// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hal/thermometer.hpp"

#include <memory>
#include <string>

namespace porchlight::hal {

/// A thermal zone of the kernel. Thread-bound.
/// @source Documentation/driver-api/thermal/sysfs-api.rst
class SysfsThermometer final : public Thermometer {
  public:
    /// @param root "/sys", or a copy of a board's.
    /// @param type What the zone says it is, e.g. "cpu-thermal"; empty for the first zone.
    /// @error NotFound  There is none.
    static Result<std::unique_ptr<SysfsThermometer>> create(const std::string& root,
                                                            const std::string& type);

    [[nodiscard]] Result<Celsius> read() const override;

  private:
    explicit SysfsThermometer(std::string folder) : folder_(std::move(folder)) {}
    std::string folder_;
};

}  // namespace porchlight::hal
