// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace porchlight::app {

/// "8554" or "0.0.0.0:8554" or "[::]:8554". @param option For the sentence.
/// @error InvalidArgument
Result<std::pair<std::string, std::uint16_t>> parse_place(std::string_view option,
                                                          const std::string& text);

/// The folder of the camera's memory, made if need be, as a whole path.
/// @param chosen Empty: below $XDG_STATE_HOME or the home.   @error InvalidArgument; by errno
Result<std::string> settle_folder(const std::string& chosen);

}  // namespace porchlight::app
