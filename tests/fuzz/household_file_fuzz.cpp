// SPDX-License-Identifier: Apache-2.0
// A household's file: whatever it holds, it is refused with its path and line, or read, and then
// the household lives for a while.
#include "sim/deeds.hpp"
#include "sim/household.hpp"
#include "sim/plan_file.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    namespace sim = porchlight::sim;
    const std::string text(reinterpret_cast<const char*>(data), size);
    auto plan = sim::parse_plan("home.toml", text);
    if (!plan) {
        if (plan.error().message().find("home.toml:") == std::string::npos) {
            __builtin_trap();
        }
        return 0;
    }
    constexpr std::size_t kMostDevices = 8;
    if (plan->devices.size() > kMostDevices) {
        return 0;
    }
    sim::Household household(std::move(plan).value(), 1);
    if (sim::schedule_happenings(household, "home.toml")) {
        household.advance(std::chrono::minutes(12));
    }
    return 0;
}
