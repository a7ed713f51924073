// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "sim/household.hpp"

#include <span>
#include <string>
#include <string_view>

/// What can be said of a household, as sentences: for `then` of a scenario.
namespace porchlight::sim {

/// Whether it is so, and how it is instead.
struct Verdict {
    bool holds = false;
    std::string instead;
};

/// @param since  For what happened or was shown "since": the beginning of the last deed.
/// @error InvalidArgument  No such sentence (with the nearest one), or no such device.
Result<Verdict> judge(Household& household, std::string_view claim, Microseconds since);
[[nodiscard]] std::span<const std::string_view> claim_forms();

}  // namespace porchlight::sim
