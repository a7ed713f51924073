// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "sim/plan.hpp"

#include <string>
#include <string_view>

namespace porchlight::sim {

/// Reads a household from TOML; docs/design/household.md has all tables. Pure.
/// @param path  As complaints name it.
/// @error InvalidArgument  "path:12: …": broken TOML, an unknown key (with the nearest known one),
/// an unknown model, or a value that is not allowed.
Result<HouseholdPlan> parse_plan(std::string_view path, std::string_view text);

}  // namespace porchlight::sim
