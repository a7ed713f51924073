// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>

namespace porchlight::hub {

/// A span of time for people: "40 s", "12 min", "3 h", "5 days".
[[nodiscard]] std::string spoken(std::chrono::seconds span);

}  // namespace porchlight::hub
