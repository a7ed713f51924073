// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/config.hpp"
#include "porchlight/hub_process.hpp"

namespace porchlight::app {

/// Tells the person at the terminal where to open the browser, the one-time link while there is no
/// owner, and where clips go.
void print_welcome(const hub::HubConfig& config, const Started& started);

}  // namespace porchlight::app
