// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "sim/household.hpp"

#include <string>
#include <string_view>
#include <vector>

/// The doctor's steps as deeds of a household: what its owner does when the doctor says so.
namespace porchlight::walks {

/// Does a step of spec/doctor/steps/ to that device, in sentences of sim/deeds.hpp, and lets the
/// time pass that it takes; not the time after it in which it proves itself.
///
/// A step without a counterpart in the household (another maker's program, a memory card) is done
/// and changes nothing, as it would there: only its time passes. Waits last as long as people wait:
/// until the line or the maker's cloud is back, at most a day.
///
/// @param device  A device's name.
/// @return The sentences, in their order.   @error InvalidArgument  No such step, or device.
Result<std::vector<std::string>> take_step(sim::Household& household, std::string_view device,
                                           std::string_view step);

}  // namespace porchlight::walks
