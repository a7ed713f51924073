// SPDX-License-Identifier: Apache-2.0
#include "sim/plan_file.hpp"

#include "sim/deeds.hpp"
#include "sim/examples.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace porchlight::sim {
namespace {

using testing::HasSubstr;

constexpr std::string_view kHall = "[[device]]\nname = \"Hall\"\nmodel = \"blink-mini\"\n";

std::string complaint_of(std::string_view text) {
    const auto plan = parse_plan("home.toml", text);
    return plan ? "" : plan.error().message();
}

TEST(PlanFile, OfOneDeviceIsEnough) {
    const auto plan = parse_plan("home.toml", kHall);
    ASSERT_TRUE(plan) << plan.error().message();
    EXPECT_EQ(plan->devices.size(), 1U);
    EXPECT_TRUE(plan->devices[0].is_set_up);
}

TEST(PlanFile, ReadsWhatADeviceIsFedWith) {
    const auto plan = parse_plan("home.toml",
                                 "[[device]]\nname = \"A\"\nmodel = \"blink-xt\"\nat = [3, -2]\n"
                                 "cells = { chemistry = \"alkaline\", used = 0.5 }\n");
    ASSERT_TRUE(plan) << plan.error().message();
    const DevicePlan& device = plan->devices[0];
    EXPECT_TRUE(device.is_outdoors) << "it hangs outside the walls";
    const auto& cells = std::get<Pack>(device.supply).cells;
    ASSERT_EQ(cells.size(), 2U);
    EXPECT_EQ(cells[0].chemistry(), Chemistry::Alkaline);
}

TEST(PlanFile, ThatIsWrongIsRefusedWithItsLine) {
    EXPECT_THAT(complaint_of("[[device]]\nname = \"A\"\nmodel = \"blink-mimi\"\n"),
                HasSubstr("home.toml:3: model: there is no model \"blink-mimi\"; did you mean"));
    EXPECT_THAT(complaint_of(fmt::format("{}sunny = true\n", kHall)),
                HasSubstr("home.toml:4: a device has no key \"sunny\""));
    EXPECT_THAT(
        complaint_of(fmt::format("{}[router]\nchanel = 3\n", kHall)),
        HasSubstr("home.toml:5: the router has no key \"chanel\"; did you mean \"channel\"?"));
    EXPECT_THAT(complaint_of(fmt::format("{}[weather]\nwarmest = 99\n", kHall)),
                HasSubstr("home.toml:5: warmest: must be a number"));
    EXPECT_THAT(complaint_of("[[device]\n"), HasSubstr("home.toml:1: "));
    EXPECT_THAT(complaint_of(fmt::format("{0}{0}", kHall)),
                HasSubstr("home.toml:5: name: every device needs a name of its own"));
    EXPECT_THAT(complaint_of("about = \"x\"\n"), HasSubstr("at least one [[device]]"));
}

TEST(PlanFile, OfAHappeningNobodyKnowsIsRefusedWithItsLine) {
    const std::string text =
        fmt::format("{}[[happens]]\nat = \"1h\"\nwhat = 'the person eats \"Hall\"'\n", kHall);
    auto plan = parse_plan("home.toml", text);
    ASSERT_TRUE(plan) << plan.error().message();
    Household household(std::move(plan).value(), 1);
    const auto scheduled = schedule_happenings(household, "home.toml");
    ASSERT_FALSE(scheduled);
    EXPECT_THAT(scheduled.error().message(), HasSubstr("home.toml:4: nobody can do this"));
}

TEST(Examples, AreAllThatTheIssueNamesAndMoreAndRunForTwoDays) {
    for (const std::string_view name :
         {"new-house", "flat-batteries-in-winter", "moved-router", "second-hand-camera",
          "isp-outage", "hot-summer", "busy-radio", "own-cameras", "fresh-cameras"}) {
        const ExampleText* example = find_example(name);
        ASSERT_NE(example, nullptr) << name;
        auto plan = parse_plan(example->path, example->text);
        ASSERT_TRUE(plan) << plan.error().message();
        EXPECT_FALSE(plan->about.empty());
        Household household(std::move(plan).value(), 1);
        const auto scheduled = schedule_happenings(household, example->path);
        EXPECT_TRUE(scheduled) << scheduled.error().message();
        household.advance(std::chrono::hours(48));
        EXPECT_GT(household.story().size(), 10U);
    }
}

}  // namespace
}  // namespace porchlight::sim
