// SPDX-License-Identifier: Apache-2.0
#include "porchlight/version_command.hpp"

#include "base/version.hpp"

#include <fmt/core.h>

namespace porchlight::app {

int print_version() {
    fmt::print("porchlight {}\n", version());
    return 0;
}

}  // namespace porchlight::app
