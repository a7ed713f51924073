// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device/stage.hpp"

namespace porchlight::sim {

/// What a device takes, in milliamps: on average, and in the bursts in which its radio sends and
/// its flash is written. A gauge measures in a burst.
struct Load {
    double average = 0;
    double peak = 0;
};

/// From two cells in series. Ours, set so that the maker's standard use, about 4000 clips of 5 s a
/// year, empties 3000 mAh in two years (device facts 1.2). @param lamp  The night lamp is on.
[[nodiscard]] Load load_on_cells(device::Stage stage, bool lamp);
/// From a USB adapter of 5 V. Ours: small cameras ask for 1 A.
[[nodiscard]] Load load_on_usb(device::Stage stage, bool lamp);

}  // namespace porchlight::sim
