// SPDX-License-Identifier: Apache-2.0
#include "store/check.hpp"

#include "base/temporary_folder.hpp"
#include "media/fmp4.hpp"
#include "rt/launch.hpp"
#include "store/sqlite/sqlite_store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace porchlight::store {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

/// `seconds` fragments of one frame a second. The frames hold noise: nothing here decodes them.
std::string clip_file(int seconds) {
    media::VideoTrack track;
    track.size = {320, 240};
    track.sps = {0x67, 0x42, 0xC0, 0x0D, 0xDA, 0x05, 0x07, 0xE4, 0x40, 0x00, 0x00,
                 0x03, 0x00, 0x40, 0x00, 0x00, 0x07, 0xA3, 0xC5, 0x0A, 0xA8};
    track.pps = {0x68, 0xCE, 0x0F, 0xC8};
    media::ByteVector file = std::move(media::make_init_segment({track, std::nullopt})).value();
    for (int second = 0; second < seconds; ++second) {
        auto packet = std::make_shared<media::Packet>();
        packet->kind = media::FrameKind::Key;
        packet->dts = packet->pts = MediaTime(second * 90000);
        packet->data = {0, 0, 0, 5, 0x65, 1, 2, 3, 4};
        const std::vector<media::PacketPtr> packets{packet};
        const media::ByteVector bytes =
            media::make_fragment(static_cast<std::uint32_t>(second + 1), MediaTime(),
                                 {packets, MediaTime((second + 1) * 90000)}, {})
                .bytes();
        file.insert(file.end(), bytes.begin(), bytes.end());
    }
    return {file.begin(), file.end()};
}

/// A second of sound, as another program might leave it here.
std::string sound_file() {
    media::AudioTrack track;
    track.codec = media::Codec::Aac;
    track.config = {0x11, 0x90};
    track.sample_rate = 48000;
    track.channels = 2;
    media::ByteVector file = std::move(media::make_init_segment({std::nullopt, track})).value();
    auto packet = std::make_shared<media::Packet>();
    packet->track = media::TrackKind::Audio;
    packet->data = {1, 2, 3, 4};
    const std::vector<media::PacketPtr> packets{packet};
    const media::ByteVector bytes =
        media::make_fragment(1, MediaTime(), {}, {packets, MediaTime(90000)}).bytes();
    file.insert(file.end(), bytes.begin(), bytes.end());
    return {file.begin(), file.end()};
}

class CheckStore : public ::testing::Test {
  protected:
    CheckStore() {
        Home home;
        home.id = HomeId(1);
        EXPECT_TRUE(await(store_->add_home(home)));
        Camera camera;
        camera.id = camera_;
        camera.home = home.id;
        EXPECT_TRUE(await(store_->add_camera(camera)));
    }

    template <typename T>
    Result<T> await(rt::Task<T> task) {
        return rt::run_blocking(thread_, std::move(task));
    }
    CheckReport check(Repair repair) {
        return std::move(await(check_store(store_.get(), clips_, repair))).value();
    }
    Clip begin_clip(std::int64_t id) {
        Clip clip;
        clip.id = ClipId(id << 20);
        clip.camera = camera_;
        clip.start = UtcTime(milliseconds(id));
        clip.path = camera_.text() + "/1970/01/01/000000-" + clip.id.text() + ".mp4";
        EXPECT_TRUE(await(store_->begin_clip(clip)));
        return clip;
    }
    Clip add_clip(std::int64_t id, int seconds) {
        const Clip clip = begin_clip(id);
        const std::string content = clip_file(seconds);
        write(clip.path, content);
        EXPECT_TRUE(await(store_->finish_clip(
            clip.id,
            {std::chrono::seconds(seconds), Bytes(static_cast<std::int64_t>(content.size())), 0})));
        return clip;
    }
    void write(const std::string& path, const std::string& content) {
        const std::filesystem::path full = clips_ + "/" + path;
        std::filesystem::create_directories(full.parent_path());
        std::ofstream(full) << content;
    }
    [[nodiscard]] bool exists(const std::string& path) const {
        return std::filesystem::exists(clips_ + "/" + path);
    }

    TemporaryFolder folder_;
    std::string clips_ = folder_.path() + "/clips";
    rt::IoThread thread_{"test"};
    CameraId camera_{77};
    std::unique_ptr<Store> store_ =
        std::move(open_sqlite_store(folder_.path() + "/porchlight.db")).value();
};

TEST_F(CheckStore, FindsNothingWhenRowsAndFilesAgree) {
    const Clip clip = add_clip(1, 3);
    write(std::filesystem::path(clip.path).replace_extension(".jpg").string(), "picture");
    const CheckReport report = check(Repair::Off);
    EXPECT_EQ(report.clips, 1);
    EXPECT_EQ(report.files, 2);
    EXPECT_TRUE(report.findings.empty());
}

TEST_F(CheckStore, OnlyReportsUntilItIsToldToRepair) {
    const Clip lost = add_clip(1, 3);
    std::filesystem::remove(clips_ + "/" + lost.path);
    CheckReport report = check(Repair::Off);
    ASSERT_EQ(report.findings.size(), 1U);
    EXPECT_THAT(report.findings[0].sentence, HasSubstr("is missing"));
    EXPECT_FALSE(report.findings[0].repaired);
    EXPECT_TRUE(await(store_->clip(lost.id)));
    report = check(Repair::On);
    ASSERT_EQ(report.findings.size(), 1U);
    EXPECT_TRUE(report.findings[0].repaired);
    EXPECT_FALSE(await(store_->clip(lost.id)));
    EXPECT_TRUE(check(Repair::Off).findings.empty());
}

TEST_F(CheckStore, CutsAClipBackToWhatIsWholeAndSaysSoInItsRow) {
    const Clip cut = add_clip(1, 3);
    const std::string content = clip_file(3);
    write(cut.path, content.substr(0, content.size() - 4));
    const Clip open = begin_clip(2);
    write(open.path, clip_file(2) + "half a fragment");
    const CheckReport report = check(Repair::On);
    ASSERT_EQ(report.findings.size(), 2U);
    EXPECT_THAT(report.findings[0].sentence, HasSubstr("instead of"));
    EXPECT_THAT(report.findings[1].sentence, HasSubstr("while it was being recorded"));
    for (const ClipId id : {cut.id, open.id}) {
        const Clip now = *await(store_->clip(id));
        EXPECT_EQ(now.duration, MediaDuration(2 * 90000));
        EXPECT_EQ(now.size.count(),
                  static_cast<std::int64_t>(std::filesystem::file_size(clips_ + "/" + now.path)));
        EXPECT_TRUE(now.end.has_value());
    }
    EXPECT_TRUE(check(Repair::Off).findings.empty());
}

TEST_F(CheckStore, LeavesAFileWithoutVideoWhereItIs) {
    const std::string path = camera_.text() + "/1970/01/01/000000-0000000000xxx.mp4";
    write(path, sound_file());
    const CheckReport report = check(Repair::On);
    ASSERT_EQ(report.findings.size(), 1U);
    EXPECT_THAT(report.findings[0].sentence, HasSubstr("stays where it is"));
    EXPECT_TRUE(exists(path));
}

TEST_F(CheckStore, GivesAFileWithoutARowOneAndNeverDeletesAVideo) {
    const Clip clip = add_clip(1, 3);
    ASSERT_TRUE(await(store_->remove_clip(clip.id)));
    const std::string stray = "0000000000zzz/1970/01/01/000000-0000000000yyy.mp4";
    write(stray, clip_file(1));
    write(camera_.text() + "/1970/01/01/000000-0000000000xxx.jpg", "picture");
    const CheckReport report = check(Repair::On);
    ASSERT_EQ(report.findings.size(), 3U);
    EXPECT_TRUE(exists(stray)) << "its camera is not known, so it stays as it is";
    EXPECT_FALSE(exists(camera_.text() + "/1970/01/01/000000-0000000000xxx.jpg"));
    const auto adopted = await(store_->clip(clip.id));
    ASSERT_TRUE(adopted);
    EXPECT_EQ(adopted->duration, MediaDuration(3 * 90000));
    EXPECT_EQ(adopted->picture, (PictureSize{320, 240}));
    EXPECT_EQ(adopted->start, clip.start);
    const CheckReport again = check(Repair::On);
    ASSERT_EQ(again.findings.size(), 1U);
    EXPECT_THAT(again.findings[0].sentence, HasSubstr("stays where it is"));
}

}  // namespace
}  // namespace porchlight::store
