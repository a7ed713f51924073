// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hal/thermometer.hpp"

#include <utility>

namespace porchlight::hal {

/// A board that is as warm as it is told; 20 °C at first. Thread-bound.
class FakeThermometer final : public Thermometer {
  public:
    [[nodiscard]] Result<Celsius> read() const override { return reading_; }

    void set(Celsius temperature) { reading_ = temperature; }
    /// Until `set` is called.
    void fail(Error error) { reading_ = std::move(error); }

  private:
    Result<Celsius> reading_ = Celsius(20);
};

}  // namespace porchlight::hal
