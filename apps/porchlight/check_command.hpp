// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/check.hpp"

#include <string>

namespace porchlight::app {

/// What `porchlight check` was told on the command line.
struct CheckCommand {
    std::string state_dir;  ///< With porchlight.db in it; empty: the hub's default.
    std::string clips_dir;  ///< Empty: "clips" in the state folder.
    store::Repair repair = store::Repair::Off;
};

/// Compares database and clips, prints a sentence for each thing that is wrong.
/// @return The exit status: 0 when all is well or repaired, 1 when something is wrong, 2 when it
/// could not look.
int run_check(const CheckCommand& command);

}  // namespace porchlight::app
