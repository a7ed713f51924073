// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/probes/answer.hpp"

#include <optional>
#include <string>

namespace porchlight::hub::probing {

/// Writes 4 MiB into a folder, waits until the drive has it, and removes it: hub_drive. Blocks, a
/// bad drive for long. Nothing when the folder may not be written for another reason.
[[nodiscard]] std::optional<ProbeAnswer> probe_drive(const std::string& folder);

/// The share of the last ten seconds in which everything waited for drive or memory, in per cent.
/// 0 when the kernel does not tell. @source Linux, Documentation/accounting/psi.rst
[[nodiscard]] double stalled_share();

}  // namespace porchlight::hub::probing
