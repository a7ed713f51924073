// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "sim/plan.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Scenarios: what happens to a household and what must then be so, as a householder would tell it.
///
///     covers: §3 Outdoor 4, Indoor (wireless) soft
///     household: one outdoor-4 "Porch" outdoors, hub sync-module-2 "Hub"
///     when the person takes the cells out of "Porch" for 30 s
///     then "Porch" shows self-test within 5 s
///     and "Porch" is online within 60 s
///
/// `#` begins a comment. `given` and `when` take the deeds of deeds.hpp, `then` the claims of
/// claims.hpp, with `within TIME` (at some moment until then) or `for TIME` (all the time) at their
/// end; `and` goes on like the line before. A deed takes its time: the next line begins when it is
/// over. `household:` lists models with their names in quotes, and after each of them what is
/// special: `outdoors`, `new` (in its box), `second-hand` (another home's). Everything else is
/// set up, ours, and has been online for a while when the first line comes.
namespace porchlight::sim {

struct ScenarioStep {
    enum class Kind : std::uint8_t { Deed, Claim };
    int line = 0;
    Kind kind = Kind::Deed;
    std::string sentence;
    Microseconds within{0};   ///< A claim's: it must hold once until then.
    Microseconds lasting{0};  ///< A claim's: it must hold all that time.
};

struct Scenario {
    std::string path;
    std::vector<std::string> covers;  ///< Rows of the origin facts, one for each `covers:` line.
    HouseholdPlan household;
    std::uint64_t seed = 1;
    std::vector<ScenarioStep> steps;
};

/// @error InvalidArgument  "path:12: …".
Result<Scenario> parse_scenario(std::string path, std::string_view text);
/// Runs it. @error FailedPrecondition  "path:12: …": a claim that does not hold, and how it is
/// instead, with the last of the story.   @error InvalidArgument  A sentence that nobody
/// understands.
Result<> run_scenario(const Scenario& scenario);

}  // namespace porchlight::sim
