// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "sim/household.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What people, neighbours, weather and the world do to a household, as sentences: for
/// `[[happens]]` of a household's file and for `when` of a scenario.
namespace porchlight::sim {

/// Does it, or begins it: what takes time goes on by itself.
/// @return How long it takes.
/// @error InvalidArgument  No such sentence (with the nearest one), no such device, or a value that
/// is not allowed.
Result<Microseconds> do_deed(Household& household, std::string_view sentence);
/// Every form, for help and complaints.
[[nodiscard]] std::span<const std::string_view> deed_forms();
/// Whether do_deed would take it, without doing it. @error InvalidArgument  As do_deed.
Result<> check_deed(Household& household, std::string_view sentence);

/// Puts the household's happenings down. @error InvalidArgument  With the happening's line.
Result<> schedule_happenings(Household& household, std::string_view path);

}  // namespace porchlight::sim
