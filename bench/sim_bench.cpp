// SPDX-License-Identifier: Apache-2.0
// A simulated day of the virtual household: battery and plug-in cameras, a hub each for two kinds,
// and a lively street.
#include "sim/furnish.hpp"
#include "sim/household.hpp"

#include <array>
#include <benchmark/benchmark.h>
#include <chrono>
#include <string>
#include <string_view>

namespace {

using namespace porchlight;  // NOLINT(google-build-using-namespace): a small program

constexpr std::array<std::string_view, 4> kCameras{"blink-outdoor-4", "blink-mini",
                                                   "porchlight-camera", "kasa-camera"};

sim::HouseholdPlan home_with(int cameras) {
    sim::HouseholdPlan plan;
    plan.devices.push_back(
        sim::furnish("blink-sync-module-2", "Sync", 0, sim::Side::Indoors).value());
    plan.devices.push_back(sim::furnish("porchlight-hub", "Hub", 1, sim::Side::Indoors).value());
    for (int i = 0; i < cameras; ++i) {
        const std::string_view model = kCameras.at(static_cast<std::size_t>(i) % kCameras.size());
        plan.devices.push_back(
            sim::furnish(model, std::to_string(i), i + 2, sim::Side::Outdoors).value());
    }
    sim::Walker walker{.name = "a passer-by", .at = {4, -4}, .times_a_day = 100};
    plan.walkers.push_back(walker);
    return plan;
}

void day_of_a_household(benchmark::State& state) {
    const sim::HouseholdPlan plan = home_with(static_cast<int>(state.range(0)));
    std::uint64_t deeds = 0;
    for (auto step : state) {
        sim::Household household(plan, 1);
        household.advance(std::chrono::hours(24));
        deeds = household.deeds_done();
    }
    state.counters["deeds"] = static_cast<double>(deeds);
}
BENCHMARK(day_of_a_household)->Arg(10)->Arg(40)->Unit(benchmark::kMillisecond);

}  // namespace
