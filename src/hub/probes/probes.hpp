// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "hub/probes/answer.hpp"
#include "hub/probes/plan.hpp"
#include "rt/task.hpp"

#include <vector>

namespace porchlight::hub {

/// Looks from the hub at everything between a camera and its picture, all at once: the hub's own
/// link, the router, names, the internet, the time, the camera's address, doors and stream, and the
/// hub's drive. Never longer than the plan's deadline. Only the owner's own devices and the plan's
/// reference hosts are asked; no login is tried but the plan's own, once.
///
/// @param workers For what may block (the drive, the kernel's tables); not the calling executor.
/// @param clock Outlives the call; its UTC time is compared with the time servers'.
/// @return Sorted by observation, at most one answer of each. A probe that could not be run is
/// missing.
/// @error Cancelled
/// @thread Any executor; it goes on there.
rt::Task<std::vector<ProbeAnswer>> run_probes(ProbePlan plan, rt::asio::any_io_executor workers,
                                              const Clock* clock);

}  // namespace porchlight::hub
