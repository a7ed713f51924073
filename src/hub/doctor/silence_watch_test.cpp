// SPDX-License-Identifier: Apache-2.0
#include "hub/doctor/silence_watch.hpp"

#include "base/error.hpp"
#include "hub/sleep_watch.hpp"

#include <gtest/gtest.h>

namespace porchlight::hub {
namespace {

using namespace std::chrono_literals;
using State = SilenceWatch::State;

/// A camera, and seconds that pass.
class SilenceWatchTest : public testing::Test {
  protected:
    State look(CameraState state, std::optional<ErrorCode> code = std::nullopt) {
        now_.state = state;
        now_.problem.reset();
        if (code) {
            now_.problem = Problem{std::string(to_string(*code)), "so", std::nullopt, UtcTime()};
        }
        return watch_.look(now_);
    }
    State silent(std::chrono::seconds later, ErrorCode code = ErrorCode::Unavailable) {
        now_.at += later;
        return look(CameraState::Retrying, code);
    }

    SilenceWatch watch_;
    SilenceWatch::Now now_{.at = MonotonicTime(1000s)};
};

TEST_F(SilenceWatchTest, AHiccupIsNoSilence) {
    EXPECT_EQ(look(CameraState::Live), State::Well);
    EXPECT_EQ(silent(0s), State::Pause);
    EXPECT_EQ(silent(SilenceWatch::kGrace - 1s), State::Pause);
    EXPECT_EQ(look(CameraState::Live), State::Well);
    EXPECT_EQ(silent(10s), State::Pause) << "it begins to count anew";
}

TEST_F(SilenceWatchTest, ACameraThatStaysAwayIsSilentWhetherItIsTriedJustNowOrNot) {
    look(CameraState::Live);
    EXPECT_EQ(silent(0s), State::Pause);
    EXPECT_EQ(silent(SilenceWatch::kGrace), State::Silent);
    EXPECT_EQ(look(CameraState::Connecting, ErrorCode::Unavailable), State::Silent);
    EXPECT_EQ(watch_.since(), MonotonicTime(1000s));
}

TEST_F(SilenceWatchTest, CountsFromTheLastFrameOfAStreamThatStopped) {
    look(CameraState::Live);
    now_.frame_ago = 10s;
    EXPECT_EQ(silent(0s), State::Pause);
    EXPECT_EQ(silent(SilenceWatch::kGrace - 10s), State::Silent);
}

TEST_F(SilenceWatchTest, ARefusalIsNotWaitedFor) {
    look(CameraState::Live);
    EXPECT_EQ(silent(0s, ErrorCode::PermissionDenied), State::Pause);
    EXPECT_EQ(silent(SilenceWatch::kRefused, ErrorCode::PermissionDenied), State::Silent);
}

TEST_F(SilenceWatchTest, ACameraThatHasNotWorkedYetHasTimeToStart) {
    EXPECT_EQ(silent(0s), State::Pause);
    EXPECT_EQ(silent(SilenceWatch::kFirst - 1s), State::Pause);
    EXPECT_EQ(silent(1s), State::Silent);
}

TEST_F(SilenceWatchTest, ARestartThatWasWantedIsNoSilenceForThreeMinutes) {
    look(CameraState::Live);
    now_.is_expected = true;
    EXPECT_EQ(silent(0s), State::Pause);
    EXPECT_EQ(silent(SilenceWatch::kExpected - 1s), State::Pause);
    EXPECT_EQ(silent(1s), State::Silent);
}

TEST_F(SilenceWatchTest, SleepersAndPausedCamerasAreWell) {
    for (int i = 0; i < 100; ++i) {
        now_.at += 60s;
        EXPECT_EQ(look(CameraState::Asleep), State::Well);
    }
    now_.at += 60s;
    EXPECT_EQ(look(CameraState::Paused), State::Well);
}

TEST_F(SilenceWatchTest, ASleeperIsMissedWhenItsLinkIsGoneForAMinute) {
    look(CameraState::Asleep);
    EXPECT_EQ(look(CameraState::Connecting), State::Pause);
    now_.at += SleepWatch::kGrace - 1s;
    EXPECT_EQ(look(CameraState::Connecting), State::Pause);
    now_.at += 1s;
    EXPECT_EQ(look(CameraState::Connecting), State::Silent);
}

}  // namespace
}  // namespace porchlight::hub
