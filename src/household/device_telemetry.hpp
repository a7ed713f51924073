// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device/telemetry.hpp"
#include "sim/household.hpp"

namespace porchlight::household {

/// What a device of a household measures of itself, from the mechanisms around it: what its cells
/// give under its present load, how it hears the router through the walls, how warm it is. Times
/// are the household's. Left out: its wall clock, firmware, last press and reason to start, which
/// no mechanism has; and what its model cannot measure.
[[nodiscard]] device::Telemetry telemetry_of(const sim::Household& household,
                                             const sim::Device& device);

}  // namespace porchlight::household
