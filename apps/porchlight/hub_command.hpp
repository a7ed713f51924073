// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace porchlight::app {

/// What `porchlight hub` was told on the command line; it goes before what the config says.
struct HubCommand {
    enum class Task : std::uint8_t { Run, CheckConfig };

    std::string config_file;  ///< Empty for none.
    std::string state_dir;
    std::string web_dir;
    std::vector<std::string> listen;
    Task task = Task::Run;
};

/// Runs the hub until SIGINT or SIGTERM. @return The process's exit status.
int run_hub(const HubCommand& command);

}  // namespace porchlight::app
