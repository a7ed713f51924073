// SPDX-License-Identifier: Apache-2.0
#include "sim/household.hpp"

#include "device/models.hpp"
#include "sim/deeds.hpp"
#include "sim/examples.hpp"
#include "sim/furnish.hpp"
#include "sim/plan_file.hpp"

#include <gtest/gtest.h>

#include <initializer_list>

namespace porchlight::sim {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

HouseholdPlan home_of(std::initializer_list<std::string_view> models) {
    HouseholdPlan plan;
    for (const std::string_view model : models) {
        const auto number = static_cast<int>(plan.devices.size());
        plan.devices.push_back(furnish(model, std::string(model), number, Side::Indoors).value());
    }
    return plan;
}

std::vector<std::string> story_of(std::uint64_t seed) {
    const ExampleText* example = find_example("hot-summer");
    Household household(parse_plan(example->path, example->text).value(), seed);
    EXPECT_TRUE(schedule_happenings(household, example->path));
    household.advance(hours(36));
    std::vector<std::string> lines;
    for (const StoryLine& line : household.story()) {
        lines.push_back(to_text(line, household.plan().begins));
    }
    return lines;
}

TEST(Household, TellsTheSameStoryForTheSameSeedAndAnotherForAnother) {
    EXPECT_EQ(story_of(1), story_of(1));
    EXPECT_NE(story_of(1), story_of(2));
}

TEST(Household, TellsTheSameStoryInSmallStepsAsInOne) {
    Household at_once(home_of({"blink-outdoor-4", "blink-sync-module-2"}), 1);
    Household in_steps(home_of({"blink-outdoor-4", "blink-sync-module-2"}), 1);
    at_once.advance(hours(2));
    for (int i = 0; i < 7200; ++i) {
        in_steps.advance(seconds(1));
    }
    EXPECT_EQ(at_once.story().size(), in_steps.story().size());
    EXPECT_EQ(at_once.deeds_done(), in_steps.deeds_done());
}

TEST(Household, BringsEveryModelOnlineThatIsSetUp) {
    for (const device::model::Model& model : device::model::all_models()) {
        Household household(home_of({model.id, "blink-sync-module-2", "porchlight-hub"}), 1);
        household.advance(minutes(3));
        EXPECT_TRUE(household.is_online(*household.find(model.id))) << model.id;
    }
}

TEST(Household, TakesNoMoreCamerasThanAHubHolds) {
    HouseholdPlan plan = home_of({"blink-sync-module-2"});
    for (int i = 0; i < 12; ++i) {
        plan.devices.push_back(
            furnish("blink-outdoor-4", std::to_string(i), i + 1, Side::Indoors).value());
    }
    Household household(std::move(plan), 1);
    household.advance(minutes(10));
    int online = 0;
    for (const auto& device : household.devices()) {
        online += household.is_online(*device) ? 1 : 0;
    }
    EXPECT_EQ(online, 11);
}

TEST(Household, KeepsClipsOfItsOwnHubWhileTheInternetIsAway) {
    HouseholdPlan plan = home_of({"porchlight-hub", "porchlight-camera"});
    plan.line.is_up = false;
    Household household(std::move(plan), 1);
    household.advance(minutes(3));
    household.find("porchlight-camera")->see_motion(seconds(5));
    household.advance(minutes(1));
    EXPECT_EQ(household.drive_of(*household.find("porchlight-hub")).clips, 1);
    EXPECT_EQ(household.clips_lost(), 0);
}

TEST(Household, StopsSavingBelow375MegabytesAndTellsSo) {
    Household household(home_of({"blink-sync-module-2", "blink-indoor-4"}), 1);
    household.advance(minutes(3));
    Device& hub = *household.find("blink-sync-module-2");
    Drive& drive = household.drive_of(hub);
    drive.used = drive.size - Bytes(300'000'000);
    household.find("blink-indoor-4")->see_motion(seconds(5));
    household.advance(minutes(1));
    EXPECT_EQ(hub.life().storage, device::Storage::Faulty);
    EXPECT_EQ(household.clips_lost(), 1);
}

TEST(Household, NeverBelievesACloudWithoutTheTime) {
    HouseholdPlan plan = home_of({"blink-mini"});
    plan.line.has_ntp = false;
    Household household(std::move(plan), 1);
    household.advance(minutes(5));
    EXPECT_FALSE(household.is_online(*household.find("blink-mini")));
    household.line().has_ntp = true;
    household.changed();
    household.advance(minutes(2));
    EXPECT_TRUE(household.is_online(*household.find("blink-mini")));
}

TEST(Household, RefusesAnImpatientAppForAMinute) {
    Household household(home_of({"blink-mini"}), 1);
    household.advance(minutes(5));
    Device& mini = *household.find("blink-mini");
    for (int i = 0; i < 40; ++i) {
        household.watch(mini);
        household.stop_watching(mini);
    }
    EXPECT_EQ(household.watch(mini).words, "too many requests");
    household.advance(minutes(2));
    EXPECT_EQ(household.watch(mini).words, "live");
}

TEST(Household, GoesToTheQuietestChannelAtNight) {
    HouseholdPlan plan = home_of({"blink-mini"});
    plan.router.moves_at_night = true;
    plan.air.busy24 = {.5, .5, .1};
    Household household(std::move(plan), 1);
    household.advance(hours(24));
    EXPECT_EQ(household.router().plan().channel24, 11);
    EXPECT_TRUE(household.is_online(*household.find("blink-mini")));
}

TEST(Household, WearsCellsDownFasterInABusyStreet) {
    const auto used_in = [](double times_a_day) {
        HouseholdPlan plan = home_of({"blink-sync-module-2", "blink-outdoor-4"});
        Walker walker{.name = "somebody", .at = {3, 4}, .times_a_day = times_a_day};
        plan.walkers.push_back(walker);
        Household household(std::move(plan), 1);
        household.advance(hours(24 * 30));
        const auto& supply = household.find("blink-outdoor-4")->plan().supply;
        return std::get<Pack>(supply).cells[0].used();
    };
    EXPECT_GT(used_in(100) - .1, 3 * (used_in(5) - .1));
}

TEST(Household, FeelsLittleOfAPersonAtThirtyTwoDegrees) {
    HouseholdPlan plan = home_of({"blink-sync-module-2", "blink-outdoor-4"});
    plan.weather = {.coldest = 31.9, .warmest = 32.1};
    Household household(std::move(plan), 1);
    household.advance(minutes(3));
    const Position at = household.find("blink-outdoor-4")->plan().at;
    household.pass_by({.name = "somebody", .at = {at.x, at.y + 1.5}});
    EXPECT_FALSE(household.find("blink-outdoor-4")->is_in(device::kRecording));
    household.weather() = {.coldest = 10, .warmest = 12};
    household.pass_by({.name = "somebody", .at = {at.x, at.y + 1.5}});
    EXPECT_TRUE(household.find("blink-outdoor-4")->is_in(device::kRecording));
}

}  // namespace
}  // namespace porchlight::sim
