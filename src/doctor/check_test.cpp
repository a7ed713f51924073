// SPDX-License-Identifier: Apache-2.0
#include "doctor/check.hpp"

#include "doctor/home_for_test.hpp"

#include <gmock/gmock.h>

namespace porchlight::doctor {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class CheckTest : public ::testing::Test {
  protected:
    [[nodiscard]] Step& step(std::string_view id) {
        return knowledge_.steps[find(knowledge_.steps, id).value()];
    }
    [[nodiscard]] Cause& cause_of(std::string_view id) {
        return knowledge_.causes[cause(knowledge_, id)];
    }

    Knowledge knowledge_ = small_knowledge();
};

TEST_F(CheckTest, FindsNothingWhereAllIsWell) {
    EXPECT_THAT(check(knowledge_), IsEmpty());
}

TEST_F(CheckTest, FindsACauseThatNoStepCures) {
    step("restart_router").cures.clear();
    EXPECT_THAT(check(knowledge_),
                Contains("causes/router.hung: no step cures it, not even support"));
}

TEST_F(CheckTest, FindsCausesThatNothingTellsApart) {
    cause_of("router.hung").breaks = cause_of("internet.outage").breaks;
    EXPECT_THAT(check(knowledge_),
                Contains("causes/router.hung: nothing tells it from internet.outage"));
}

TEST_F(CheckTest, FindsACauseThatIsTakenForAnotherOne) {
    cause_of("device.firmware_updating").shows.back().how = How::Sometimes;
    EXPECT_THAT(check(knowledge_), Contains(HasSubstr("causes/device.firmware_updating: its own "
                                                      "typical case looks like")));
}

TEST_F(CheckTest, FindsAnObservationThatSpeaksForNothing) {
    cause_of("power.battery_low").shows.clear();
    EXPECT_THAT(check(knowledge_), Contains("observations/cells: it speaks for nothing"));
}

TEST_F(CheckTest, FindsSentencesThatAreHardToRead) {
    std::string long_one = "It";
    for (int i = 0; i < 26; ++i) {
        long_one += " goes";
    }
    step("restart_router").says = long_one + ".";
    EXPECT_THAT(check(knowledge_),
                Contains(HasSubstr("steps/restart_router: a sentence with more")));
    step("restart_router").says = "It goes. " + long_one.substr(0, 60) + ".";
    EXPECT_THAT(check(knowledge_), IsEmpty());
}

}  // namespace
}  // namespace porchlight::doctor
