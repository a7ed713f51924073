// SPDX-License-Identifier: Apache-2.0
#include "doctor/check.hpp"

#include "doctor/home_for_test.hpp"

#include <gmock/gmock.h>

namespace porchlight::doctor {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

class CheckTest : public ::testing::Test {
  protected:
    [[nodiscard]] Step& step(std::string_view id) {
        return knowledge_.steps[find(knowledge_.steps, id).value()];
    }
    [[nodiscard]] Cause& cause_of(std::string_view id) {
        return knowledge_.causes[cause(knowledge_, id)];
    }
    [[nodiscard]] Observation& observation(std::string_view id) {
        return knowledge_.observations[find(knowledge_.observations, id).value()];
    }
    [[nodiscard]] std::vector<std::string> complaints() const { return check(knowledge_, files_); }

    std::vector<FileText> files_ = small_files();
    Knowledge knowledge_ = small_knowledge();
};

TEST_F(CheckTest, FindsNothingWhereAllIsWell) {
    EXPECT_THAT(complaints(), IsEmpty());
}

TEST_F(CheckTest, NamesTheFileAndTheLine) {
    cause_of("power.battery_low").shows.at(0).when = {Condition{0, 1, false}};
    EXPECT_THAT(complaints(),
                Contains(StartsWith("spec/doctor/causes/power.battery_low.toml:10: ")));
}

TEST_F(CheckTest, FindsACauseThatNoStepCures) {
    step("restart_router").cures.clear();
    EXPECT_THAT(complaints(),
                AllOf(Contains("spec/doctor/causes/router.hung.toml:1: no step cures it, not even "
                               "support"),
                      Contains("spec/doctor/steps/restart_router.toml:1: it cures nothing")));
}

TEST_F(CheckTest, FindsACauseWithoutAnEndOnSomeCameras) {
    step("restart_router").when = {Condition{1, 0, false}};
    EXPECT_THAT(complaints(), Contains(HasSubstr("router.hung.toml:1: it has no end where "
                                                 "path=local: no step")));
}

TEST_F(CheckTest, FindsCausesThatNothingTellsApart) {
    cause_of("router.hung").breaks = cause_of("internet.outage").breaks;
    EXPECT_THAT(complaints(), Contains(HasSubstr("router.hung.toml:1: nothing tells it from "
                                                 "internet.outage")));
    step("restart_router").cures.push_back({cause(knowledge_, "internet.outage"), How::Usually});
    EXPECT_THAT(complaints(), Not(Contains(HasSubstr("nothing tells it"))));
}

TEST_F(CheckTest, FindsACauseThatIsTakenForAnotherOne) {
    cause_of("device.firmware_updating").shows.back().how = How::Sometimes;
    EXPECT_THAT(complaints(), Contains(HasSubstr("device.firmware_updating.toml:8: its own "
                                                 "typical case looks like")));
}

TEST_F(CheckTest, FindsContradictions) {
    std::vector<Shows>& shows = cause_of("device.firmware_hung").shows;
    shows.push_back(shows[0]);
    EXPECT_THAT(complaints(), Contains(HasSubstr("this answer to light is told twice")));
    shows[1].value = 0;
    EXPECT_THAT(complaints(), Contains(HasSubstr("the answers to light contradict each other: "
                                                 "together they come 1.6 times as often")));
    shows[0].when = {Condition{0, 0, false}};
    shows[1].when = {Condition{0, 0, true}};
    EXPECT_THAT(complaints(), IsEmpty()) << "not on one camera";
    cause_of("router.hung").shakes = cause_of("router.hung").breaks;
    EXPECT_THAT(complaints(), Contains(HasSubstr("router is broken by it already")));
}

TEST_F(CheckTest, FindsWhatNoCameraCanShow) {
    cause_of("power.battery_low").shows.at(0).when = {Condition{0, 1, false}};
    EXPECT_THAT(complaints(),
                Contains(HasSubstr("no camera that can have this is asked for cells")));
}

TEST_F(CheckTest, FindsAnObservationThatChangesNothing) {
    cause_of("power.battery_low").shows.clear();
    EXPECT_THAT(complaints(), Contains("spec/doctor/observations/cells.toml:1: whatever the "
                                       "answer, it changes nothing: no cause shows it"));
}

TEST_F(CheckTest, FindsWhatIsOfTheHomeAndSaysACamerasState) {
    observation("app_says").scope = Scope::Home;
    EXPECT_THAT(complaints(), Contains(HasSubstr("app_says.toml:2: it is of the home and sees "
                                                 "view, which each camera has")));
    cause_of("router.hung").scope = Scope::Camera;
    EXPECT_THAT(complaints(), Contains(HasSubstr("router.hung.toml:7: it is of one camera and "
                                                 "breaks router for all")));
}

TEST_F(CheckTest, FindsAForbiddingAnswerThatCanNeverBeGiven) {
    step("restart_camera").never_when.at(0).when = {Condition{0, 1, false}};
    EXPECT_THAT(complaints(), IsEmpty());
    step("restart_camera").when = {Condition{0, 0, false}};
    EXPECT_THAT(complaints(), Contains(HasSubstr("restart_camera.toml:7: light=updating can never "
                                                 "be the answer here")));
}

TEST_F(CheckTest, FindsARiskThatComesBeforeWhatIsGentler) {
    step("factory_reset").minutes = 0;
    step("restart_camera").minutes = 500;
    EXPECT_THAT(complaints(), Contains("spec/doctor/steps/factory_reset.toml:6: it comes first for "
                                       "device.firmware_hung, though restart_camera is gentler"));
    step("factory_reset").risk = Risk::LockOut;
    step("factory_reset").never_when.clear();
    EXPECT_THAT(complaints(), Contains(HasSubstr("harm for good needs a never_when")));
}

TEST_F(CheckTest, FindsAStepThatNoCameraOfItsCauseMayTake) {
    step("new_cells").when = {Condition{0, 1, false}};
    EXPECT_THAT(complaints(), Contains(HasSubstr("new_cells.toml:10: no camera that can have "
                                                 "power.battery_low may take this step")));
}

TEST_F(CheckTest, FindsTextsThatAreHardToRead) {
    std::string long_one = "It";
    for (int i = 0; i < 26; ++i) {
        long_one += " goes";
    }
    step("restart_router").says = long_one + ".";
    EXPECT_THAT(complaints(),
                Contains(StartsWith("spec/doctor/steps/restart_router.toml:1: a sentence with "
                                    "more")));
    step("restart_router").says = "It goes. " + long_one.substr(0, 60) + ".";
    EXPECT_THAT(complaints(), IsEmpty());
    cause_of("router.hung").says =
        "Irregular authentication configurations necessitate immediate reinitialization of it.";
    EXPECT_THAT(complaints(), Contains(HasSubstr("router.hung.toml:2: this takes")));
    cause_of("router.hung").says = "Reinitialization necessitated.";
    EXPECT_THAT(complaints(), IsEmpty()) << "too short to say";
}

}  // namespace
}  // namespace porchlight::doctor
