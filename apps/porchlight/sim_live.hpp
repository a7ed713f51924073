// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "porchlight/sim_command.hpp"
#include "sim/household.hpp"

#include <cstddef>
#include <string>

namespace porchlight::app {

/// Runs it in real time, with its panel, its pictures and its ways to a real hub, until SIGINT or
/// SIGTERM.
/// @param path Of the plan, for sentences.
/// @error InvalidArgument  An address, or what happens in the plan.
/// @error AlreadyExists    A port is in use.   Else as household::HubLinks::create.
Result<> run_live(const SimCommand& command, sim::HouseholdPlan plan, const std::string& path);

/// Prints what has been told since `told` lines. @return How much has been told now.
std::size_t print_story(const sim::Household& household, std::size_t told, SimCommand::Form form);

}  // namespace porchlight::app
