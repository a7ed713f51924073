// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "base/units.hpp"

#include <cstdint>
#include <optional>

namespace porchlight::hal {

enum class CellPresence : std::uint8_t { Absent, Present };

enum class Charge : std::uint8_t {
    Unknown,
    Discharging,
    Charging,
    Holding,  ///< On outside power, not charging and not full, e.g. too cold.
    Full,
};

/// What the gauge knows just now. Of an absent cell nothing is known.
struct BatteryReading {
    CellPresence presence = CellPresence::Absent;
    Charge charge = Charge::Unknown;
    std::optional<Millivolts> voltage;  ///< At the terminals, under the present load.
    std::optional<int> percent;         ///< 0 to 100, as the gauge estimates.
    friend bool operator==(const BatteryReading&, const BatteryReading&) = default;
};

/// The cell that feeds a camera. Thread-bound; a reading may take some milliseconds.
class Battery {
  public:
    Battery() = default;
    Battery(const Battery&) = delete;
    Battery& operator=(const Battery&) = delete;
    Battery(Battery&&) = delete;
    Battery& operator=(Battery&&) = delete;
    virtual ~Battery() = default;

    /// @error NotFound  The gauge is gone.   @error Unavailable  It does not answer just now.
    /// @error Corrupt  It answers nonsense.
    [[nodiscard]] virtual Result<BatteryReading> read() const = 0;
};

}  // namespace porchlight::hal
