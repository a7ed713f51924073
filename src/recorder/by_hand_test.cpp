// SPDX-License-Identifier: Apache-2.0
#include "recorder/recorder_fixture.hpp"

namespace porchlight::recorder {
namespace {

constexpr RecordingSettings kMotion{};
constexpr RecordingSettings kOff{.mode = store::RecordingMode::Off};

class ByHand : public RecorderTest {
  protected:
    Result<> record(std::chrono::milliseconds length) {
        Result<> said;
        on_media([&] { said = camera_->record_by_hand(length); });
        return said;
    }
    void stop_by_hand() {
        on_media([&] { camera_->stop_by_hand(); });
    }
};

TEST_F(ByHand, AClipHasThePreRollAndEndsByItselfAlsoWhileDisarmed) {
    start(kOff);
    connect(minute_of_video());
    play_seconds(0, 12);
    ASSERT_TRUE(record(10s));
    EXPECT_TRUE(camera_->is_recording());
    EXPECT_EQ(camera_->by_hand_until(), clock_.monotonic_now() + 10s);
    play_seconds(12, 40);
    EXPECT_FALSE(camera_->is_recording());
    EXPECT_FALSE(camera_->by_hand_until());
    stop();
    const auto all = clips();
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].kind, store::ClipKind::ByHand);
    EXPECT_FALSE(all[0].event);
    // 11.93 s less 5 s of pre-roll: the key frame of 6 s. The last frame is that of 21.93 s.
    EXPECT_EQ(frames_of(all[0]), 16 * 15);
    EXPECT_EQ(complaints(all[0]), "");
    EXPECT_TRUE(hearing_.gaps().empty());
}

TEST_F(ByHand, StopsWhenTold) {
    start(kMotion);
    connect(minute_of_video());
    play_seconds(0, 10);
    ASSERT_TRUE(record(30s));
    play_seconds(10, 14);
    stop_by_hand();
    EXPECT_FALSE(camera_->is_recording());
    play_seconds(14, 30);
    stop();
    ASSERT_EQ(clips().size(), 1U);
    EXPECT_EQ(frames_of(clips()[0]), 10 * 15);
}

TEST_F(ByHand, AskedAgainItGoesOnInTheSameClip) {
    start(kMotion);
    connect(minute_of_video());
    play_seconds(0, 10);
    ASSERT_TRUE(record(6s));
    play_seconds(10, 14);
    ASSERT_TRUE(record(6s));
    play_seconds(14, 40);
    stop();
    ASSERT_EQ(clips().size(), 1U);
    EXPECT_EQ(frames_of(clips()[0]), 16 * 15);
}

TEST_F(ByHand, MotionMeanwhileGetsAClipOfItsOwnWithoutALostFrame) {
    start(kMotion);
    connect(minute_of_video());
    play_seconds(0, 10);
    ASSERT_TRUE(record(30s));
    play_seconds(10, 15);
    motion(true, 0.6);
    play_seconds(15, 18);
    motion(false);
    play_seconds(18, 25);
    stop_by_hand();
    play_seconds(25, 30);
    stop();
    const auto all = clips();
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].kind, store::ClipKind::ByHand);
    EXPECT_EQ(all[1].kind, store::ClipKind::Motion);
    EXPECT_TRUE(all[1].event);
    EXPECT_EQ(all[1].score, 0.6);
    EXPECT_EQ(frames_of(all[0]) + frames_of(all[1]), 21 * 15) << "from 4 s to 25 s";
    EXPECT_EQ(frames_of(all[0]), 12 * 15) << "up to the key frame after the motion began";
}

TEST_F(ByHand, StoppingLeavesMotionThatGoesOnAlone) {
    start(kMotion);
    connect(minute_of_video());
    play_seconds(0, 10);
    motion(true);
    play_seconds(10, 12);
    ASSERT_TRUE(record(30s));
    play_seconds(12, 14);
    stop_by_hand();
    EXPECT_TRUE(camera_->is_recording());
    stop();
    ASSERT_EQ(clips().size(), 1U);
    EXPECT_EQ(clips()[0].kind, store::ClipKind::Motion);
}

TEST_F(ByHand, ArmingAndDisarmingDoesNotEndIt) {
    start(kOff);
    connect(minute_of_video());
    play_seconds(0, 10);
    ASSERT_TRUE(record(8s));
    play_seconds(10, 12);
    on_media([&] { camera_->apply(kMotion); });
    play_seconds(12, 14);
    on_media([&] { camera_->apply(kOff); });
    play_seconds(14, 30);
    stop();
    ASSERT_EQ(clips().size(), 1U);
    EXPECT_EQ(frames_of(clips()[0]), 14 * 15);
}

TEST_F(ByHand, EndsWithTheVideo) {
    start(kMotion);
    connect(minute_of_video());
    play_seconds(0, 10);
    ASSERT_TRUE(record(30s));
    on_media([&] { camera_->stream_lost({store::GapReason::StreamStopped, "It stopped."}); });
    EXPECT_FALSE(camera_->by_hand_until());
    EXPECT_FALSE(camera_->is_recording());
}

TEST_F(ByHand, IsRefusedWithoutVideoWhilePausedAndWhereAllIsKeptAnyway) {
    start(kMotion);
    EXPECT_EQ(record(30s).error().code(), ErrorCode::Unavailable);
    connect(minute_of_video());
    play_seconds(0, 4);
    on_media([&] { camera_->apply({.mode = store::RecordingMode::Continuous}); });
    EXPECT_EQ(record(30s).error().code(), ErrorCode::FailedPrecondition);
    on_media([&] { camera_->apply({.paused = true}); });
    EXPECT_EQ(record(30s).error().code(), ErrorCode::FailedPrecondition);
}

}  // namespace
}  // namespace porchlight::recorder
