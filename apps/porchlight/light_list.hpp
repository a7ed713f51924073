// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"

#include <string>
#include <string_view>

namespace porchlight::app {

/// A dot that blinks as an answer to "what does the light show?" says, in colour, for a terminal.
/// @param answer  An id of spec/doctor/observations/light.toml; one that is not known is dark.
[[nodiscard]] std::string light_dot(std::string_view answer, Microseconds since_start);

}  // namespace porchlight::app
