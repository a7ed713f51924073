// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "motion/zones.hpp"

#include <string>

namespace porchlight::app {

/// Reads the zones of `porchlight motion --zones` (form: see motion_command.hpp).
/// @error NotFound  No such file.   @error InvalidArgument  Not JSON of that form; a zone that is
/// refused, with the reason.
Result<motion::Zones> read_zones_file(const std::string& path);

}  // namespace porchlight::app
