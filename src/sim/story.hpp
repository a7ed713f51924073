// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"

#include <string>
#include <vector>

namespace porchlight::sim {

/// One thing that happened.
struct StoryLine {
    Microseconds at{0};  ///< Since the beginning.
    std::string who;     ///< A device's name, "router", "person", …
    std::string what;    ///< A sentence without its subject: "looks for its hub".
    std::string light;   ///< What the device's light shows from now on; empty if it stays as it is.
};

/// All that happened, in its order.
using Story = std::vector<StoryLine>;

/// "day 2 14:03:09"
[[nodiscard]] std::string clock_text(UtcTime begins, Microseconds at);
/// One line for a terminal: time, who, what, and the light.
[[nodiscard]] std::string to_text(const StoryLine& line, UtcTime begins);
/// The same as one JSON object.
[[nodiscard]] std::string to_json(const StoryLine& line, UtcTime begins);

}  // namespace porchlight::sim
