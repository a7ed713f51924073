// SPDX-License-Identifier: Apache-2.0
// A scenario: whatever it holds, it is read or refused with its path and line; and every sentence
// of it is carried out or refused, unless it would take long.
#include "sim/claims.hpp"
#include "sim/deeds.hpp"
#include "sim/household.hpp"
#include "sim/scenario.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    namespace sim = porchlight::sim;
    const auto scenario =
        sim::parse_scenario("a.scenario", {reinterpret_cast<const char*>(data), size});
    if (!scenario) {
        if (scenario.error().message().find("a.scenario:") == std::string::npos) {
            __builtin_trap();
        }
        return 0;
    }
    constexpr std::size_t kMostDevices = 4;
    constexpr std::size_t kMostSteps = 20;
    if (scenario->household.devices.size() > kMostDevices || scenario->steps.size() > kMostSteps) {
        return 0;
    }
    sim::Household household(scenario->household, scenario->seed);
    for (const sim::ScenarioStep& step : scenario->steps) {
        const bool is_deed = step.kind == sim::ScenarioStep::Kind::Deed;
        if (is_deed && sim::do_deed(household, step.sentence)) {
            household.advance(std::chrono::minutes(1));
        } else if (!is_deed && sim::judge(household, step.sentence, household.now())) {
            household.advance(std::chrono::seconds(1));
        }
    }
    return 0;
}
