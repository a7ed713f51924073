// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/units.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace porchlight::sim {

/// What an AA cell is made of.
///
/// Lithium (lithium/iron disulfide): 3000 mAh whatever the load, a flat curve that drops at its
/// end, works from -40 °C. Alkaline: 2800 mAh at a light load and less than 1000 at a heavy one, a
/// curve that falls all the way, an internal resistance of about 0.9 Ω at -40 °C and 0.1 Ω at 40 °C
/// that rises as the cell empties. NiMH: 2000 mAh, 1.2 V, low resistance.
/// Sources: Energizer, L91 and E91 data sheets and "Battery Internal Resistance" (2005);
/// "Cylindrical Primary Lithium Handbook".
enum class Chemistry : std::uint8_t { Lithium, Alkaline, Nimh };

[[nodiscard]] std::string_view name_of(Chemistry chemistry);
/// "lithium", "alkaline" or "nimh".
[[nodiscard]] std::optional<Chemistry> chemistry_named(std::string_view name);

/// One AA cell.
class Cell {
  public:
    /// @param used  Share of its charge that is gone, 0 to 1.
    explicit Cell(Chemistry chemistry, double used = 0);

    [[nodiscard]] Chemistry chemistry() const { return chemistry_; }
    /// Share of its charge that is gone; a little over 1 is possible.
    [[nodiscard]] double used() const { return used_; }

    /// Across its poles while `milliamps` flow. Never below 0.
    [[nodiscard]] double volts(double milliamps, Celsius temperature) const;
    /// At rest.
    [[nodiscard]] double open_volts(Celsius temperature) const;
    [[nodiscard]] double ohms(Celsius temperature) const;
    /// Milliamp hours were taken out, at that load: a heavy load wastes some of an alkaline cell.
    void drain(double milliamp_hours, double milliamps);

  private:
    /// As far as the reactions still keep up in that cold.
    [[nodiscard]] double depth(Celsius temperature) const;

    Chemistry chemistry_;
    double used_;
};

}  // namespace porchlight::sim
