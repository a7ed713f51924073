// SPDX-License-Identifier: Apache-2.0
#include "recorder/clip_import.hpp"

#include "base/fd.hpp"
#include "recorder/recorder_fixture.hpp"

#include <array>
#include <fcntl.h>
#include <sys/stat.h>

namespace porchlight::recorder {
namespace {

constexpr ClipId kClip(77);
constexpr std::size_t kPiece = 60'000;

class ClipImportTest : public RecorderTest {
  protected:
    ClipImportTest() { RecorderTest::start({}); }

    /// As a camera's clip ring writes it.
    std::string video() const {
        const std::string path = temporary_.path() + "/kept.mp4";
        EXPECT_EQ(output_of("ffmpeg -v error -y -f lavfi -i testsrc=rate=15:size=320x240 -t 4 "
                            "-c:v libx264 -preset ultrafast -g 30 -movflags "
                            "+frag_keyframe+empty_moov+default_base_moof " +
                            path),
                  "");
        return *read_file(path, 16U << 20U);
    }
    ClipImport& import() { return recorder_->clip_import(); }
    void bring(const std::string& bytes, std::size_t from = 0) {
        for (std::size_t at = from; at < bytes.size(); at += kPiece) {
            const auto added = import().append(kClip, Bytes(static_cast<std::int64_t>(at)),
                                               std::string_view(bytes).substr(at, kPiece));
            ASSERT_TRUE(added) << added.error().message();
        }
    }
    void touch(ClipId id, UtcTime at) const {
        const std::string path = clips_folder_ + "/incoming/" + id.text() + ".part";
        const auto seconds = std::chrono::floor<std::chrono::seconds>(at).time_since_epoch();
        const std::array<timespec, 2> times{timespec{seconds.count(), 0},
                                            timespec{seconds.count(), 0}};
        EXPECT_EQ(::utimensat(AT_FDCWD, path.c_str(), times.data(), 0), 0);
    }
    store::Clip facts(CameraId camera = CameraId(1)) {
        store::Clip clip;
        clip.id = kClip;
        clip.camera = camera;
        clip.start = clock_.utc_now() - 3h;
        return clip;
    }
};

TEST_F(ClipImportTest, AClipBroughtInPiecesIsAClipLikeTheOthers) {
    bring(video());
    const auto taken = await(import().take_in(facts()));
    ASSERT_TRUE(taken) << taken.error().message();
    EXPECT_EQ(taken->start, clock_.utc_now() - 3h);
    EXPECT_EQ(taken->end, taken->start + 4s);
    EXPECT_EQ(taken->picture.width, 320);
    EXPECT_EQ(complaints(*taken), "");
    EXPECT_EQ(frames_of(*taken), 60);
    EXPECT_EQ(await(store_->event(taken->event))->end, taken->end);
    EXPECT_TRUE(hearing_.wait_for(
        [](const auto& clips) { return clips.contains(kClip) && clips.at(kClip).thumbnail; }));
    EXPECT_EQ(*import().received(kClip), Bytes(0));
}

TEST_F(ClipImportTest, AnInterruptedClipGoesOnWhereItEnded) {
    const std::string bytes = video();
    ASSERT_TRUE(import().append(kClip, Bytes(0), bytes.substr(0, 1000)));
    EXPECT_EQ(*import().received(kClip), Bytes(1000));
    EXPECT_FALSE(import().append(kClip, Bytes(0), "again"));
    bring(bytes, 1000);
    EXPECT_TRUE(await(import().take_in(facts())));
}

TEST_F(ClipImportTest, TheSameClipBroughtTwiceIsThereOnce) {
    bring(video());
    ASSERT_TRUE(await(import().take_in(facts())));
    bring(video());
    EXPECT_TRUE(await(import().take_in(facts())));
    EXPECT_EQ(clips().size(), 1U);
}

TEST_F(ClipImportTest, WhatIsNoVideoLeavesNothingBehind) {
    bring(std::string(200'000, 'x'));
    const auto taken = await(import().take_in(facts()));
    ASSERT_FALSE(taken);
    EXPECT_EQ(taken.error().code(), ErrorCode::Corrupt);
    EXPECT_EQ(*import().received(kClip), Bytes(0));
    EXPECT_TRUE(clips().empty());
}

TEST_F(ClipImportTest, AClipThatAnotherCameraHasIsRefused) {
    bring(video());
    ASSERT_TRUE(await(import().take_in(facts())));
    store::Camera other;
    other.id = CameraId(2);
    other.home = HomeId(1);
    ASSERT_TRUE(await(store_->add_camera(other)));
    const auto taken = await(import().take_in(facts(other.id)));
    ASSERT_FALSE(taken);
    EXPECT_EQ(taken.error().code(), ErrorCode::AlreadyExists);
}

TEST_F(ClipImportTest, PartsThatNobodyHasBroughtOnForAMonthGoAtTheStart) {
    ASSERT_TRUE(import().append(kClip, Bytes(0), "a beginning"));
    ASSERT_TRUE(import().append(ClipId(78), Bytes(0), "another"));
    touch(kClip, clock_.utc_now() - 24h * 31);
    touch(ClipId(78), clock_.utc_now() - 24h * 29);
    stop();
    RecorderTest::start({});
    EXPECT_EQ(*import().received(kClip), Bytes(0));
    EXPECT_EQ(*import().received(ClipId(78)), Bytes(7));
}

}  // namespace
}  // namespace porchlight::recorder
