// SPDX-License-Identifier: Apache-2.0
#include "hub/sleep_watch.hpp"

#include <gtest/gtest.h>

namespace porchlight::hub {
namespace {

using namespace std::chrono_literals;

class SleepWatchTest : public testing::Test {
  protected:
    Connection at(std::chrono::seconds time, bool is_wanted, bool is_live = false) {
        return watch_.decide({MonotonicTime(time), is_wanted, is_live, 10s});
    }
    SleepWatch watch_{MonotonicTime(0s)};
};

TEST_F(SleepWatchTest, SleepsUntilItIsWantedAndSomeTimeAfter) {
    watch_.set_here(true, MonotonicTime(1s));
    EXPECT_EQ(at(1s, false), Connection::Resting);
    EXPECT_EQ(at(20s, true), Connection::Kept);
    EXPECT_EQ(at(35s, false, true), Connection::Kept) << "post-roll and linger";
    EXPECT_EQ(at(36s, false, true), Connection::Resting);
}

TEST_F(SleepWatchTest, ACameraThatHasNotComeAfterAMinuteIsAway) {
    EXPECT_EQ(at(60s, false), Connection::Resting);
    EXPECT_EQ(at(61s, false), Connection::Away);
    watch_.set_here(true, MonotonicTime(62s));
    EXPECT_EQ(at(62s, false), Connection::Resting);
}

TEST_F(SleepWatchTest, AShortLossOfItsLinkIsNoAbsence) {
    watch_.set_here(true, MonotonicTime(1s));
    watch_.set_here(false, MonotonicTime(100s));
    watch_.set_here(false, MonotonicTime(150s));
    EXPECT_EQ(at(160s, false), Connection::Resting);
    EXPECT_EQ(at(161s, false), Connection::Away) << "counted from the first loss";
}

TEST_F(SleepWatchTest, VideoThatComesIsNotLetGoBecauseTheLinkIsGone) {
    watch_.set_here(true, MonotonicTime(1s));
    EXPECT_EQ(at(100s, true), Connection::Kept);
    watch_.set_here(false, MonotonicTime(101s));
    EXPECT_EQ(at(170s, true, true), Connection::Kept);
    EXPECT_EQ(at(171s, true, false), Connection::Away);
}

}  // namespace
}  // namespace porchlight::hub
