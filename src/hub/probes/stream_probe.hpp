// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/secret.hpp"
#include "hub/probes/answer.hpp"
#include "rt/task.hpp"

#include <optional>
#include <utility>
#include <vector>

namespace porchlight::hub::probing {

/// Asks a camera for its stream as the hub would (OPTIONS, DESCRIBE), and if it gives it, watches
/// for about two seconds, five when whole pictures are rare.
/// Answers stream_answer, stream_packing and stream_flow.
/// @param size What it sent when it last worked.   @param clock, into Outlive the call; what is
/// known is in `into` when the call is cancelled.
/// @error Cancelled
rt::Task<> probe_stream(Secret url, std::optional<std::pair<int, int>> size, const Clock* clock,
                        std::vector<ProbeAnswer>* into);

}  // namespace porchlight::hub::probing
