// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hal/battery.hpp"

#include <utility>

namespace porchlight::hal {

/// A cell that is as it is told; absent at first. Thread-bound.
class FakeBattery final : public Battery {
  public:
    [[nodiscard]] Result<BatteryReading> read() const override { return reading_; }

    void set(const BatteryReading& reading) {
        reading_ = reading.presence == CellPresence::Present ? reading : BatteryReading();
    }
    /// Until `set` is called.
    void fail(Error error) { reading_ = std::move(error); }

  private:
    Result<BatteryReading> reading_ = BatteryReading();
};

}  // namespace porchlight::hal
