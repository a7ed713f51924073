// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "porchlight/sim_command.hpp"
#include "sim/household.hpp"

#include <cstddef>
#include <memory>

namespace porchlight::app {

/// Runs it in real time, with its panel and its pictures, until SIGINT or SIGTERM.
/// @error InvalidArgument  The panel's address.   @error AlreadyExists  A port is in use.
Result<> run_live(const SimCommand& command, std::unique_ptr<sim::Household> household);

/// Prints what has been told since `told` lines. @return How much has been told now.
std::size_t print_story(const sim::Household& household, std::size_t told, SimCommand::Form form);

}  // namespace porchlight::app
