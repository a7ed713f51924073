// SPDX-License-Identifier: Apache-2.0
#include "motion/file_watch.hpp"

#include "base/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

namespace porchlight::motion {
namespace {

/// 8 s of a lawn; from second `from` to `to` a box crosses it.
std::string make_video(const TemporaryFolder& folder, const std::string& name, double from,
                       double to) {
    const std::string path = folder.path() + "/" + name;
    const std::string box = "color=c=black:s=40x90:r=15:d=8";
    const std::string lawn = "mandelbrot=s=640x360:r=15:maxiter=30:start_scale=1:end_scale=1";
    const std::string command =
        "ffmpeg -v error -f lavfi -i " + lawn + " -f lavfi -i " + box +
        " -filter_complex \"[0]trim=end_frame=1,loop=-1:1:0,setpts=N/15/TB[still];"
        "[still][1]overlay=x='(t-" +
        std::to_string(from) + ")*120':y=150:enable='between(t," + std::to_string(from) + "," +
        std::to_string(to) +
        ")':shortest=1,fps=15\" -t 8"
        " -c:v libx264 -preset ultrafast -g 30 -bf 0 -pix_fmt yuv420p " +
        path;
    EXPECT_EQ(std::system(command.c_str()), 0) << command;
    return path;
}

const FileWatch::GoOn kToTheEnd = [](MediaTime /*time*/) { return true; };

class FileWatchTest : public testing::Test {
  protected:
    TemporaryFolder folder_;
    FileWatch watch_{GatedAnalysis(Settings())};
};

TEST_F(FileWatchTest, FindsInTheSecondFileWhatTheFirstTaughtItToTell) {
    const std::string still = make_video(folder_, "still.mp4", 9, 9);
    const std::string crossed = make_video(folder_, "crossed.mp4", 0.5, 4.5);
    ASSERT_TRUE(watch_.watch(still, MediaTime(), kToTheEnd));
    ASSERT_TRUE(watch_.watch(crossed, MediaTime(8 * 90000), kToTheEnd));
    watch_.finish();
    ASSERT_EQ(watch_.detections().size(), 1U);
    EXPECT_NEAR(watch_.detections()[0].start.seconds(), 8.7, 0.5) << "on the line of both";
    EXPECT_NEAR(watch_.counts().packets, 2 * 8 * 15, 4);
}

TEST_F(FileWatchTest, EndsWhenItIsToldThatItIsEnough) {
    const std::string crossed = make_video(folder_, "crossed.mp4", 0.5, 4.5);
    double reached = 0;
    const auto watched = watch_.watch(crossed, MediaTime(), [&reached](MediaTime time) {
        reached = time.seconds();
        return reached < 3;
    });
    ASSERT_FALSE(watched);
    EXPECT_EQ(watched.error().code(), ErrorCode::Cancelled);
    EXPECT_NEAR(reached, 3, 0.1);
}

TEST_F(FileWatchTest, AFileThatIsNotThereIsSaidToBeSo) {
    const auto watched = watch_.watch(folder_.path() + "/none.mp4", MediaTime(), kToTheEnd);
    ASSERT_FALSE(watched);
    EXPECT_EQ(watched.error().code(), ErrorCode::NotFound);
}

}  // namespace
}  // namespace porchlight::motion
