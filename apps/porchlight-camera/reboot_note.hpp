// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device/telemetry.hpp"

#include <string>

namespace porchlight::app {

/// Why the last start ended, if the program ended with it; PowerOn if it left no word. Once: what
/// ends without a word was a power cut.
[[nodiscard]] device::RebootReason take_reboot_note(const std::string& folder);
/// For the next start. What cannot be kept is logged.
void keep_reboot_note(const std::string& folder, device::RebootReason reason);

}  // namespace porchlight::app
