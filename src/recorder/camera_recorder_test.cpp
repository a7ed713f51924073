// SPDX-License-Identifier: Apache-2.0
#include "recorder/recorder_fixture.hpp"

#include <filesystem>

namespace porchlight::recorder {
namespace {

constexpr RecordingSettings kMotion{};
const RecordingSettings kContinuous{.mode = store::RecordingMode::Continuous,
                                    .paused = false,
                                    .pre_roll = 0ms,
                                    .post_roll = 0ms,
                                    .max_clip = 5000ms,
                                    .audio = true};

class MotionClips : public RecorderTest {};
class ContinuousClips : public RecorderTest {};

TEST_F(MotionClips, AClipStartsOnAKeyFrameAtOrBeforePreRollAndEndsAfterPostRoll) {
    start(kMotion);
    connect(minute_of_video());
    play_seconds(0, 12);  // the frame of 11.93 s has arrived
    motion(true, 0.4);
    play_seconds(12, 14);
    motion(false);
    play_seconds(14, 30);
    stop();
    const auto all = clips();
    ASSERT_EQ(all.size(), 1U);
    // Motion at 11.93 s less 5 s of pre-roll is 6.93 s; the key frame before that is at 6 s. Motion
    // ends at 13.93 s, and 5 s later comes the frame of 18.93 s.
    EXPECT_EQ(all[0].duration, MediaDuration(13 * 90000));
    EXPECT_EQ(frames_of(all[0]), 13 * 15);
    EXPECT_EQ(complaints(all[0]), "");
    EXPECT_EQ(all[0].kind, store::ClipKind::Motion);
    EXPECT_EQ(all[0].size.count(),
              static_cast<std::int64_t>(std::filesystem::file_size(file_of(all[0]))));
    const auto events = await(store_->timeline({UtcTime{}, clock_.utc_now(), {}}))->events;
    ASSERT_EQ(events.size(), 1U);
    EXPECT_EQ(events[0].id, all[0].event);
    EXPECT_NEAR(static_cast<double>((*events[0].end - events[0].start).count()), 2e6, 1e3);
    EXPECT_NEAR(static_cast<double>((events[0].start - all[0].start).count()), 5.933e6, 1e4);
}

TEST_F(MotionClips, MotionDuringPostRollGoesOnInTheSameClipAndEvent) {
    start(kMotion);
    connect(minute_of_video());
    play_seconds(0, 10);
    motion(true, 0.3);
    play_seconds(10, 12);
    motion(false);
    play_seconds(12, 16);
    motion(true, 0.8);
    play_seconds(16, 20);
    motion(false);
    play_seconds(20, 30);
    motion(true);
    play_seconds(30, 32);
    stop();
    const auto all = clips();
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].duration, MediaDuration((25 - 4) * 90000));
    EXPECT_EQ(all[0].score, 0.8);
    EXPECT_NE(all[0].event, all[1].event);
    const auto events = await(store_->timeline({UtcTime{}, clock_.utc_now() + 1h, {}}))->events;
    ASSERT_EQ(events.size(), 2U);
    EXPECT_NEAR(static_cast<double>((*events[0].end - events[0].start).count()), 10e6, 1e3);
    EXPECT_EQ(events[0].score, 0.8);
    EXPECT_TRUE(events[1].end.has_value()) << "the stop ends it";
}

TEST_F(MotionClips, NothingIsWrittenWhileNothingMoves) {
    start(kMotion);
    connect(minute_of_video());
    play_seconds(0, 20);
    stop();
    EXPECT_TRUE(clips().empty());
    EXPECT_TRUE(hearing_.gaps().empty());
    EXPECT_TRUE(std::filesystem::is_empty(clips_folder_));
}

TEST_F(MotionClips, AReconnectInTheMiddleKeepsTheEventAndLeavesAGap) {
    start(kMotion);
    connect(minute_of_video());
    play_seconds(0, 10);
    motion(true);
    play_seconds(10, 12);
    on_media([&] {
        camera_->stream_lost({store::GapReason::CameraUnreachable, "The camera does not answer."});
        clock_.advance(7s);
    });
    connect(minute_of_video());  // its time line begins anew
    play_seconds(0, 20);
    stop();
    const auto all = clips();
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].event, all[1].event);
    EXPECT_EQ(all[0].duration, MediaDuration(8 * 90000));
    // Nothing moved any more: from the first frame after the reconnect through the post-roll.
    EXPECT_EQ(frames_of(all[1]), 5 * 15 + 1);
    EXPECT_EQ(complaints(all[0]) + complaints(all[1]), "");
    const auto timeline = await(store_->timeline({UtcTime{}, clock_.utc_now(), {}}));
    ASSERT_EQ(timeline->gaps.size(), 1U);
    EXPECT_EQ(timeline->gaps[0].reason, store::GapReason::CameraUnreachable);
    EXPECT_NEAR(static_cast<double>((*timeline->gaps[0].end - timeline->gaps[0].start).count()),
                7.07e6, 2e4);
    EXPECT_EQ(timeline->events.size(), 1U);
}

TEST_F(MotionClips, PreRollFromBeforeAReconnectIsKeptAsAClipOfItsOwn) {
    start(kMotion);
    connect(minute_of_video());
    play_seconds(0, 10);
    on_media([&] {
        camera_->stream_lost({store::GapReason::StreamStopped, "The video stopped."});
        clock_.advance(1s);
    });
    connect(minute_of_video());
    play_seconds(0, 2);
    motion(true);
    play_seconds(2, 4);
    motion(false);
    play_seconds(4, 20);
    stop();
    const auto all = clips();
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].duration, MediaDuration(4 * 90000)) << "from the key frame at 6 s";
    EXPECT_EQ(all[1].duration, MediaDuration(9 * 90000));
    EXPECT_EQ(complaints(all[0]) + complaints(all[1]), "");
}

TEST_F(MotionClips, APausedCameraRecordsNothingAndShowsIt) {
    start(kMotion);
    connect(minute_of_video());
    play_seconds(0, 10);
    motion(true);
    play_seconds(10, 12);
    RecordingSettings paused = kMotion;
    paused.paused = true;
    on_media([&] { camera_->apply(paused); });
    play_seconds(12, 20);
    motion(true);
    play_seconds(20, 22);
    on_media([&] { camera_->apply(kMotion); });
    play_seconds(22, 24);
    stop();
    ASSERT_EQ(clips().size(), 1U);
    EXPECT_EQ(clips()[0].duration, MediaDuration(8 * 90000));
    const auto gaps = hearing_.gaps();
    ASSERT_EQ(gaps.size(), 1U);
    EXPECT_EQ(gaps.begin()->second.reason, store::GapReason::Paused);
    EXPECT_TRUE(gaps.begin()->second.end.has_value());
}

TEST_F(MotionClips, AClipHasAPictureOfTheFirstKeyFrameSinceTheMotion) {
    start(kMotion);
    connect(minute_of_video());
    play_seconds(0, 10);
    motion(true);
    play_seconds(10, 14);
    motion(false);
    play_seconds(14, 30);
    ASSERT_TRUE(hearing_.wait_for([](const auto& clips) {
        return std::ranges::any_of(clips, [](const auto& clip) { return clip.second.thumbnail; });
    }));
    stop();
    const auto all = clips();
    ASSERT_EQ(all.size(), 1U);
    EXPECT_TRUE(all[0].thumbnail);
    const std::string picture =
        std::filesystem::path(file_of(all[0])).replace_extension(".jpg").string();
    EXPECT_EQ(
        output_of("ffprobe -v error -show_entries stream=codec_name,width -of csv=p=0 " + picture),
        "mjpeg,320");
}

TEST_F(ContinuousClips, ANewClipContinuesWithoutALostFrame) {
    start(kContinuous);
    connect(minute_of_video());
    play_seconds(0, 60);
    stop();
    const auto all = clips();
    ASSERT_EQ(all.size(), 10U);  // 5 s at most, so cut at the key frame of every sixth second
    int frames = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        EXPECT_EQ(complaints(all[i]), "");
        EXPECT_EQ(all[i].duration, MediaDuration(6 * 90000));
        frames += frames_of(all[i]);
        if (i > 0) {
            EXPECT_NEAR(static_cast<double>((all[i].start - *all[i - 1].end).count()), 0, 100);
        }
    }
    EXPECT_EQ(frames, 60 * 15);
    EXPECT_TRUE(hearing_.gaps().empty());
}

TEST_F(ContinuousClips, NoJumpOfTheWallClockLosesOrOverwritesAnything) {
    start(kContinuous, "",
          {.keep_for = std::chrono::days(3), .keep_below = {}, .reserve = Bytes(0)});
    connect(minute_of_video());
    const UtcTime now = clock_.utc_now();
    play_seconds(0, 10);
    clock_.set_utc(now + std::chrono::days(365));
    play_seconds(10, 20);
    clock_.set_utc(now - std::chrono::days(365));
    play_seconds(20, 30);
    clock_.set_utc(UtcTime{});
    play_seconds(30, 40);
    clock_.set_utc(now);  // the same seconds of the day once more
    play_seconds(40, 50);
    ASSERT_TRUE(await(recorder_->retention().look()));
    stop();
    const auto all = clips();
    int frames = 0;
    MediaDuration duration{};
    for (const store::Clip& clip : all) {
        EXPECT_EQ(complaints(clip), "");
        frames += frames_of(clip);
        duration += clip.duration;
        EXPECT_GE(*clip.end, clip.start);
    }
    EXPECT_EQ(frames, 50 * 15);
    EXPECT_EQ(duration, MediaDuration(50 * 90000));
    EXPECT_TRUE(hearing_.gaps().empty());
    EXPECT_TRUE(hearing_.removed().empty());
}

TEST_F(ContinuousClips, ANewResolutionBeginsANewClip) {
    const TestStream small = make_stream("160x120", 6);
    start(kContinuous);
    connect(minute_of_video());
    play_seconds(0, 3);
    connect(small);
    play(small, 0, 90);
    stop();
    const auto all = clips();
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].picture, (PictureSize{320, 240}));
    EXPECT_EQ(all[1].picture, (PictureSize{160, 120}));
    EXPECT_EQ(frames_of(all[0]), 45);
    EXPECT_EQ(frames_of(all[1]), 90);
    EXPECT_EQ(complaints(all[0]) + complaints(all[1]), "");
}

TEST_F(ContinuousClips, TelephoneSoundIsRecordedAsAacAndUnknownSoundNeverHarms) {
    const TestStream stream = make_stream("160x120", 6, "pcm_mulaw");
    ASSERT_TRUE(stream.description.audio.has_value());
    start(kContinuous);
    connect(stream);
    play(stream, 0, stream.packets.size());
    TestStream odd = stream;
    odd.description.audio->codec = media::Codec::Aac;
    odd.description.audio->config.clear();
    connect(odd);
    play(odd, 0, odd.packets.size());
    on_media([&] { EXPECT_THAT(camera_->audio_note(), ::testing::HasSubstr("without sound")); });
    stop();
    const auto all = clips();
    ASSERT_EQ(all.size(), 2U);
    EXPECT_TRUE(all[0].audio);
    EXPECT_FALSE(all[1].audio);
    EXPECT_EQ(frames_of(all[0]), 90);
    EXPECT_EQ(frames_of(all[1]), 90);
    EXPECT_EQ(complaints(all[0]) + complaints(all[1]), "");
    const std::string audio = output_of(
        "ffprobe -v error -select_streams a -count_packets -show_entries "
        "stream=codec_name,nb_read_packets -of csv=p=0 " +
        file_of(all[0]));
    ASSERT_THAT(audio, ::testing::StartsWith("aac,"));
    EXPECT_GT(std::atoi(audio.c_str() + 4), 40) << "of 47 frames of 128 ms in 6 s";
}

TEST_F(ContinuousClips, TheTimeTheHubWasOffIsAGapUntilTheFirstFrame) {
    start(kContinuous);
    connect(minute_of_video());
    play_seconds(0, 10);
    stop();
    clock_.advance(100s);
    start(kContinuous);
    clock_.advance(3s);
    connect(minute_of_video());
    play_seconds(0, 10);
    stop();
    const auto gaps = await(store_->timeline({UtcTime{}, clock_.utc_now(), {}}))->gaps;
    ASSERT_EQ(gaps.size(), 1U);
    EXPECT_EQ(gaps[0].reason, store::GapReason::HubStopped);
    EXPECT_NEAR(static_cast<double>((*gaps[0].end - gaps[0].start).count()), 103.07e6, 2e4);
}

TEST_F(ContinuousClips, AGapChangesItsReasonAndSurvivesARestart) {
    start(kContinuous);
    on_media([&] {
        camera_->stream_lost({store::GapReason::CameraUnreachable, "No answer."});
        clock_.advance(10s);
        camera_->stream_lost({store::GapReason::CameraUnreachable, "No answer, still."});
        clock_.advance(10s);
        camera_->stream_lost({store::GapReason::WrongPassword, "Wrong password."});
        clock_.advance(10s);
    });
    stop();
    ASSERT_EQ(await(store_->open_gaps())->size(), 1U);
    clock_.advance(50s);
    start(kContinuous);
    connect(minute_of_video());
    play_seconds(0, 4);
    stop();
    const auto gaps = await(store_->timeline({UtcTime{}, clock_.utc_now(), {}}))->gaps;
    ASSERT_EQ(gaps.size(), 3U);
    std::vector<store::GapReason> reasons;
    for (std::size_t i = 0; i < gaps.size(); ++i) {
        reasons.push_back(gaps[i].reason);
        ASSERT_TRUE(gaps[i].end.has_value());
        if (i > 0) {
            EXPECT_EQ(gaps[i].start, *gaps[i - 1].end) << "no time is without a reason";
        }
    }
    EXPECT_THAT(reasons, ::testing::ElementsAre(store::GapReason::CameraUnreachable,
                                                store::GapReason::WrongPassword,
                                                store::GapReason::HubStopped));
}

}  // namespace
}  // namespace porchlight::recorder
