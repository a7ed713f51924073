// SPDX-License-Identifier: Apache-2.0
#include "porchlight/welcome.hpp"

#include <fmt/core.h>

#include <cstdio>

namespace porchlight::app {

void print_welcome(const hub::HubConfig& config, const Started& started) {
    fmt::print("\nPorchlight is on.\n\n");
    if (started.setup_token) {
        fmt::print("  Make yourself the owner (this link works once):\n");
        for (const std::string& address : started.addresses) {
            fmt::print("    {}/setup?token={}\n", address, started.setup_token->reveal());
        }
    } else {
        fmt::print("  Open it in a browser:\n");
        for (const std::string& address : started.addresses) {
            fmt::print("    {}\n", address);
        }
    }
    fmt::print("\n  Clips go to {}\n", config.clips_dir);
    if (!started.fingerprint.empty()) {
        fmt::print("  To trust the hub on a phone, open /trust there; the fingerprint is\n    {}\n",
                   started.fingerprint);
    }
    fmt::print("\n  Ctrl+C stops it.\n\n");
    std::fflush(stdout);
}

}  // namespace porchlight::app
