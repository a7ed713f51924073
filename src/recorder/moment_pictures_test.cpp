// SPDX-License-Identifier: Apache-2.0
#include "recorder/moment_pictures.hpp"

#include "recorder/recorder_fixture.hpp"

#include <filesystem>

namespace porchlight::recorder {
namespace {

class MomentPicturesTest : public RecorderTest {
  protected:
    /// A clip of 20 s with a key frame every two seconds, as the recorder writes it.
    store::Clip record() {
        start({.mode = store::RecordingMode::Continuous,
               .paused = false,
               .pre_roll = 0s,
               .post_roll = 0ms,
               .max_clip = 60s,
               .audio = false});
        connect(minute_of_video());
        play_seconds(0, 20);
        stop();
        return clips().at(0);
    }
};

TEST_F(MomentPicturesTest, ShowTheKeyFrameAtOrBeforeTheMoment) {
    const store::Clip clip = record();
    MomentPictures pictures(clips_folder_);
    const auto first = *pictures.at(clip, 0s);
    EXPECT_EQ(first->at(0), 0xFF);
    EXPECT_EQ(first->at(1), 0xD8) << "a JPEG";
    EXPECT_EQ(*pictures.at(clip, 1900ms), first) << "no other key frame in between";
    const auto third = *pictures.at(clip, 4500ms);
    EXPECT_NE(*third, *first);
    EXPECT_EQ(*pictures.at(clip, -3s), first);
    EXPECT_EQ(*pictures.at(clip, 1h), *pictures.at(clip, 19s));
}

TEST_F(MomentPicturesTest, KeepNoMoreThanTheyMay) {
    const store::Clip clip = record();
    MomentPictures pictures(clips_folder_);
    const auto first = *pictures.at(clip, 0s);
    const auto size = static_cast<std::int64_t>(first->size());
    // As many clips as it takes to forget the first: their pictures are all alike.
    for (std::int64_t i = 0; i <= MomentPictures::kMostKept.count() / size; ++i) {
        store::Clip other = clip;
        other.id = ClipId(1000 + i);
        ASSERT_TRUE(pictures.at(other, 0s));
        ASSERT_LE(pictures.kept(), MomentPictures::kMostKept);
    }
    EXPECT_NE(*pictures.at(clip, 0s), first) << "made anew";
}

TEST_F(MomentPicturesTest, AClipThatIsGoneOrCutOffIsSaidToBeSo) {
    store::Clip clip = record();
    MomentPictures pictures(clips_folder_);
    std::filesystem::resize_file(file_of(clip), 300);
    EXPECT_FALSE(pictures.at(clip, 0s));
    std::filesystem::remove(file_of(clip));
    EXPECT_EQ(pictures.at(clip, 0s).error().code(), ErrorCode::NotFound);
}

}  // namespace
}  // namespace porchlight::recorder
