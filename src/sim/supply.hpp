// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/units.hpp"
#include "sim/cell.hpp"

#include <optional>
#include <string_view>
#include <variant>
#include <vector>

namespace porchlight::sim {

/// Both wires of a USB cable. Ohms for each metre of one copper wire: 0.213 (AWG 28), 0.084
/// (AWG 24), 0.053 (AWG 22), 0.033 (AWG 20). Source: the AWG table of copper wire.
struct Cable {
    double metres = 2;
    int gauge = 24;  ///< One of the four.

    [[nodiscard]] double ohms() const;
};

/// A USB adapter and its cable. Beyond its rating an adapter gives up voltage fast.
struct Adapter {
    double volts = 5.1;
    double rated_milliamps = 1000;
    Cable cable = {};

    /// At the device while it takes that much.
    [[nodiscard]] double volts_at(double milliamps) const;
};

/// Cells in series. A compartment with too few of them conducts nothing.
struct Pack {
    std::vector<Cell> cells;

    [[nodiscard]] double volts_of_one(double milliamps, Celsius temperature) const;
    void drain(double milliamp_hours, double milliamps);
};

/// What feeds a device: cells, an adapter, or the wires of an old doorbell (an adapter too).
using Supply = std::variant<Pack, Adapter>;

/// Below this the circuits stop: one cell of a pair, and what comes out of a USB cable.
inline constexpr double kCellBrownOut = 0.9;
inline constexpr double kUsbBrownOut = 4.3;

/// Whether it feeds that load without browning out.
[[nodiscard]] bool feeds(const Supply& supply, double milliamps, Celsius temperature);

}  // namespace porchlight::sim
