// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "base/units.hpp"

namespace porchlight::hal {

/// How warm the board is. Thread-bound; a reading may take some milliseconds.
class Thermometer {
  public:
    Thermometer() = default;
    Thermometer(const Thermometer&) = delete;
    Thermometer& operator=(const Thermometer&) = delete;
    Thermometer(Thermometer&&) = delete;
    Thermometer& operator=(Thermometer&&) = delete;
    virtual ~Thermometer() = default;

    /// From -100 to 300.
    /// @error NotFound  The sensor is gone.   @error Unavailable  It does not answer just now.
    /// @error Corrupt  It answers nonsense.
    [[nodiscard]] virtual Result<Celsius> read() const = 0;
};

}  // namespace porchlight::hal
