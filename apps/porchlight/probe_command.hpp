// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace porchlight::app {

/// `porchlight probe URL`: what a camera offers, or why not.
struct ProbeCommand {
    std::string url;
    std::string picture;  ///< Where to write a JPEG of what it sees; empty for nowhere.
};

/// @return 0 when a picture came, 1 when not.
int run_probe(const ProbeCommand& command);

}  // namespace porchlight::app
