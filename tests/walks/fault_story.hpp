// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "sim/household.hpp"
#include "sim/scenario.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

/// Stories of faults: a household, what has gone wrong in it, and how its owner tells of it. They
/// are scenarios (sim/scenario.hpp), whose deeds and claims come before the owner speaks, with
///
///     says: My Blink Mini blinks red.        what they tell the doctor
///     about: "Hall"                          which device
///     well: "Hall" is online                 a claim, or "X" can be watched, or alerts of "X" come
///                                            at once; all of these hold when it is cured
///     ends: fixed                            or all is well, support
///     may: factory_reset, …                  steps that erase and are right here
///     meanwhile: the power is cut for 2 h    a deed that goes on while its owner talks
namespace porchlight::walks {

struct FaultStory {
    sim::Scenario scenario;
    std::string says;
    std::string about;  ///< A device's name.
    std::vector<std::string> well;
    std::string ends = "fixed";
    std::vector<std::string> may;
    std::vector<std::string> meanwhile;
};

/// @error InvalidArgument  As parse_scenario, or what is missing.
Result<FaultStory> parse_story(std::string path, std::string_view text);

/// The household at the moment when its owner speaks.
/// @error  As run_scenario: a deed that nobody can do, or a claim that does not hold.
Result<std::unique_ptr<sim::Household>> bring_about(const FaultStory& story);

/// Whether all of `well` holds. Looking is an act: somebody walks past, the live view opens.
bool is_well(const FaultStory& story, sim::Household& household);

}  // namespace porchlight::walks
