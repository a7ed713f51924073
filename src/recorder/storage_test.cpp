// SPDX-License-Identifier: Apache-2.0
#include "recorder/recorder_fixture.hpp"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/statvfs.h>

namespace porchlight::recorder {
namespace {

/// A small disk of its own, in memory.
class SmallDisk {
  public:
    explicit SmallDisk(const std::string& size) {
        mounted_ =
            ::mount("tmpfs", folder_.path().c_str(), "tmpfs", 0, ("size=" + size).c_str()) == 0;
    }
    ~SmallDisk() {
        if (mounted_) {
            ::umount2(folder_.path().c_str(), MNT_DETACH);
        }
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    SmallDisk(SmallDisk&&) = delete;
    SmallDisk& operator=(SmallDisk&&) = delete;

    /// Mounting needs root.
    [[nodiscard]] bool is_mounted() const { return mounted_; }
    [[nodiscard]] const std::string& path() const { return folder_.path(); }

  private:
    TemporaryFolder folder_;
    bool mounted_ = false;
};

/// Files of this process can not grow beyond a limit while this lives: a real error from the
/// kernel in the middle of a write.
class FileSizeLimit {
  public:
    explicit FileSizeLimit(Bytes limit) {
        std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit now{static_cast<rlim_t>(limit.count()), before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &now);
    }
    ~FileSizeLimit() { ::setrlimit(RLIMIT_FSIZE, &before_); }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;
    FileSizeLimit(FileSizeLimit&&) = delete;
    FileSizeLimit& operator=(FileSizeLimit&&) = delete;

  private:
    rlimit before_{};
};

class Storage : public RecorderTest {
  protected:
    static RecordingSettings continuous() {
        return {.mode = store::RecordingMode::Continuous,
                .paused = false,
                .pre_roll = 5s,
                .post_roll = 0ms,
                .max_clip = 10s,
                .audio = true};
    }

    /// Lets all that is under way on the disk and in the store come to its end.
    void settle() {
        for (int i = 0; i < 20; ++i) {
            auto nothing = [] { return Result<>(); };
            ASSERT_TRUE(await(rt::offload(recorder_->disk(), std::move(nothing))));
            ASSERT_TRUE(await(store_->setting("none")));
        }
    }
    /// A minute of video, in pieces that the disk can follow.
    void play_minute() {
        connect(minute_of_video());
        for (int second = 0; second < 60; ++second) {
            play_seconds(second, second + 1);
            settle();
        }
    }
    std::vector<store::Gap> gaps() {
        return await(store_->timeline({UtcTime{}, clock_.utc_now() + 1h, {}}))->gaps;
    }
    void expect_all_playable() {
        for (const store::Clip& clip : clips()) {
            EXPECT_EQ(complaints(clip), "") << clip.path;
            EXPECT_TRUE(clip.end.has_value());
        }
    }
};

TEST_F(Storage, AFullDiskCostsTheOldestUnpinnedClipsAndRecordingGoesOn) {
    const SmallDisk disk("4m");
    if (!disk.is_mounted()) {
        GTEST_SKIP() << "mounting a small disk needs root";
    }
    start(continuous(), disk.path());
    play_minute();
    const ClipId first = clips().front().id;
    ASSERT_TRUE(await(store_->set_pinned(first, store::Pin::On)));
    for (int i = 0; i < 4; ++i) {
        play_minute();
    }
    stop();
    const auto all = clips();
    EXPECT_EQ(all.front().id, first) << "pinned clips stay";
    EXPECT_GT(hearing_.removed().size(), 5U);
    EXPECT_LT(clock_.utc_now() - *all.back().end, 1s) << "recorded up to the end";
    for (const ClipId id : hearing_.removed()) {
        // One that never reached the disk is removed as well, and says nothing of the order.
        if (hearing_.clip(id).end) {
            EXPECT_LT(id, all[1].id) << "the oldest go first";
        }
    }
    expect_all_playable();
}

TEST_F(Storage, WithOnlyPinnedClipsLeftItStopsSaysSoAndGoesOnWhenThereIsRoom) {
    const SmallDisk disk("4m");
    if (!disk.is_mounted()) {
        GTEST_SKIP() << "mounting a small disk needs root";
    }
    start(continuous(), disk.path());
    play_minute();
    for (const store::Clip& clip : clips()) {
        ASSERT_TRUE(await(store_->set_pinned(clip.id, store::Pin::On)));
    }
    on_media([&] {
        recorder_->retention().set_rules(
            {.keep_for = {}, .keep_below = {}, .reserve = mebibytes(4)});
    });
    ASSERT_TRUE(await(recorder_->retention().look()));
    EXPECT_TRUE(recorder_->retention().is_full());
    play_seconds(0, 5);
    settle();
    ASSERT_EQ(gaps().size(), 1U);
    EXPECT_EQ(gaps()[0].reason, store::GapReason::StorageFull);
    EXPECT_FALSE(gaps()[0].end.has_value());
    EXPECT_THAT(gaps()[0].sentence, ::testing::HasSubstr("pinned"));
    on_media([&] { EXPECT_FALSE(camera_->is_recording()); });

    on_media([&] {
        recorder_->retention().set_rules({.keep_for = {}, .keep_below = {}, .reserve = Bytes(0)});
    });
    ASSERT_TRUE(await(recorder_->retention().look()));
    play_minute();
    ASSERT_GE(gaps().size(), 1U);
    EXPECT_TRUE(gaps()[0].end.has_value());
    on_media([&] { EXPECT_TRUE(camera_->is_recording()); });
    stop();
    expect_all_playable();
}

TEST_F(Storage, AWriteThatFailsEndsTheClipAtItsLastWholeFragmentAndANewOneFollows) {
    RecordingSettings settings = continuous();
    settings.max_clip = 300s;
    start(settings);
    connect(minute_of_video());
    {
        const FileSizeLimit limit(kibibytes(600));
        for (int second = 0; second < 40; ++second) {
            play_seconds(second, second + 1);
            settle();
        }
    }
    for (int second = 40; second < 60; ++second) {
        play_seconds(second, second + 1);
        settle();
    }
    stop();
    const auto all = clips();
    ASSERT_GE(all.size(), 2U);
    EXPECT_GT(all.front().duration, MediaDuration(5 * 90000));
    EXPECT_EQ(all.back().size.count(),
              static_cast<std::int64_t>(std::filesystem::file_size(file_of(all.back()))));
    ASSERT_FALSE(gaps().empty());
    EXPECT_EQ(gaps()[0].reason, store::GapReason::StorageFailed);
    // Every second is in a clip or in a gap.
    MediaDuration covered{};
    for (const store::Clip& clip : all) {
        covered += clip.duration;
    }
    for (const store::Gap& gap : gaps()) {
        ASSERT_TRUE(gap.end.has_value());
        covered += std::chrono::duration_cast<MediaDuration>(*gap.end - gap.start);
    }
    EXPECT_NEAR(static_cast<double>(covered.count()), 60 * 90000,
                9000.0 * static_cast<double>(all.size()));
    expect_all_playable();
}

TEST_F(Storage, AFolderThatIsGoneIsAGapAtOnceAndRecordingComesBackByItself) {
    start(continuous());
    connect(minute_of_video());
    play_seconds(0, 4);
    settle();
    const std::string away = clips_folder_ + ".away";
    std::filesystem::rename(clips_folder_, away);
    std::ofstream(clips_folder_) << "not a folder";
    on_media(
        [&] { camera_->stream_lost({store::GapReason::StreamStopped, "The video stopped."}); });
    connect(minute_of_video());
    play_seconds(0, 4);
    ASSERT_TRUE(hearing_.wait_for_gap(store::GapReason::StorageFailed));
    std::filesystem::remove(clips_folder_);
    std::filesystem::rename(away, clips_folder_);
    for (int second = 4; second < 30; ++second) {
        play_seconds(second, second + 1);
        settle();
    }
    stop();
    bool found = false;
    for (const store::Gap& gap : gaps()) {
        EXPECT_TRUE(gap.end.has_value());
        found = found || gap.reason == store::GapReason::StorageFailed;
    }
    EXPECT_TRUE(found);
    EXPECT_LT(clock_.utc_now() - *clips().back().end, 1s);
    expect_all_playable();
}

class RetentionRulesTest : public Storage {
  protected:
    /// A finished clip with a file of `size` bytes.
    void add_clip(std::int64_t id, Microseconds recorded, std::size_t size) {
        store::Clip clip;
        clip.id = ClipId(id);
        clip.camera = camera_id_;
        clip.start = clock_.utc_now();
        clip.recorded = recorded;
        clip.path = ClipFolder::path_for(clip);
        const std::string path = file_of(clip);
        std::filesystem::create_directories(std::filesystem::path(path).parent_path());
        std::ofstream(path) << std::string(size, 'x');
        ASSERT_TRUE(await(store_->begin_clip(clip)));
        ASSERT_TRUE(await(store_->finish_clip(
            clip.id, {MediaDuration(90000), Bytes(static_cast<std::int64_t>(size)), 0})));
    }
    std::vector<std::int64_t> left() {
        std::vector<std::int64_t> ids;
        for (const store::Clip& clip : clips()) {
            EXPECT_TRUE(std::filesystem::exists(file_of(clip)));
            ids.push_back(clip.id.value());
        }
        return ids;
    }
    /// What people are shown, newest first.
    std::vector<std::int64_t> listed() {
        std::vector<std::int64_t> ids;
        const store::ClipPage page = *await(store_->clips({}));
        for (const store::Clip& clip : page.clips) {
            ids.push_back(clip.id.value());
        }
        return ids;
    }
    void look(RetentionRules rules) {
        on_media([&] { recorder_->retention().set_rules(rules); });
        ASSERT_TRUE(await(recorder_->retention().look()));
    }
};

TEST_F(RetentionRulesTest, TheOldestUnpinnedGoFirstUntilTheSizeFits) {
    start(RecordingSettings{});
    for (int i = 1; i <= 5; ++i) {
        add_clip(i, std::chrono::hours(10 - i), 1000);  // the fifth was recorded first
    }
    ASSERT_TRUE(await(store_->set_pinned(ClipId(5), store::Pin::On)));
    look({.keep_for = {}, .keep_below = Bytes(3500), .reserve = Bytes(0)});
    EXPECT_EQ(left(), (std::vector<std::int64_t>{5, 2, 1}));
    look({.keep_for = {}, .keep_below = Bytes(10), .reserve = Bytes(0)});
    EXPECT_EQ(left(), (std::vector<std::int64_t>{5})) << "pinned clips are never removed";
    EXPECT_FALSE(recorder_->retention().is_full()) << "a size limit is no reason to stop";
}

TEST_F(RetentionRulesTest, AgeIsMeasuredInRunningTimeNotByTheWallClock) {
    start(RecordingSettings{});
    add_clip(1, 0h, 10);
    add_clip(2, std::chrono::hours(47), 10);
    clock_.set_utc(clock_.utc_now() + std::chrono::days(400));
    look({.keep_for = std::chrono::days(1), .keep_below = {}, .reserve = Bytes(0)});
    EXPECT_EQ(left(), (std::vector<std::int64_t>{1, 2}));
    clock_.advance(std::chrono::hours(48));
    look({.keep_for = std::chrono::days(1), .keep_below = {}, .reserve = Bytes(0)});
    EXPECT_EQ(left(), (std::vector<std::int64_t>{2}));
}

TEST_F(RetentionRulesTest, ADeletedClipStaysOnTheDiskUntilItsTimeIsOver) {
    start(RecordingSettings{});
    add_clip(1, 0h, 10);
    add_clip(2, 1h, 10);
    ASSERT_TRUE(await(store_->set_pinned(ClipId(1), store::Pin::On)));
    Retention& retention = recorder_->retention();
    EXPECT_EQ(await(retention.discard({ClipId(1), ClipId(2)}))->size(), 2U);
    EXPECT_EQ(hearing_.removed(), (std::vector{ClipId(1), ClipId(2)})) << "browsers forget it";
    EXPECT_TRUE(listed().empty());
    const store::Clip waiting = *await(store_->clip(ClipId(1)));
    clock_.advance(Retention::kUndo - 1s);
    look({.keep_for = std::chrono::days(1), .keep_below = {}, .reserve = Bytes(0)});
    EXPECT_TRUE(std::filesystem::exists(file_of(waiting)));
    EXPECT_EQ(await(retention.bring_back({ClipId(2)}))->size(), 1U);
    EXPECT_EQ(listed(), (std::vector<std::int64_t>{2}));
    clock_.advance(1s);
    look({.keep_for = {}, .keep_below = {}, .reserve = Bytes(0)});
    EXPECT_FALSE(std::filesystem::exists(file_of(waiting)));
    EXPECT_EQ(await(store_->clip(ClipId(1))).error().code(), ErrorCode::NotFound);
    EXPECT_TRUE(await(retention.bring_back({ClipId(1)}))->empty()) << "it is gone";
    EXPECT_EQ(left(), (std::vector<std::int64_t>{2}));
}

TEST_F(RetentionRulesTest, WhatWasDeletedGoesAtOnceBeforeRecordingHasToStop) {
    start(RecordingSettings{});
    add_clip(1, 0h, 10);
    add_clip(2, 1h, 10);
    ASSERT_TRUE(await(store_->set_pinned(ClipId(1), store::Pin::On)));
    ASSERT_TRUE(await(recorder_->retention().discard({ClipId(2)})));
    look({.keep_for = {}, .keep_below = {}, .reserve = gibibytes(1 << 20)});
    EXPECT_EQ(left(), (std::vector<std::int64_t>{1}));
    EXPECT_TRUE(await(store_->oldest_deleted(9))->empty());
}

TEST_F(RetentionRulesTest, RemovingACamerasClipsRemovesTheirFilesAndFolders) {
    start(RecordingSettings{});
    for (int i = 1; i <= 60; ++i) {
        add_clip(i << 20, std::chrono::seconds(i), 10);
    }
    ASSERT_TRUE(await(recorder_->retention().remove_clips_of(camera_id_)));
    EXPECT_TRUE(clips().empty());
    EXPECT_TRUE(std::filesystem::is_empty(clips_folder_));
}

}  // namespace
}  // namespace porchlight::recorder
