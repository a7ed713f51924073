// SPDX-License-Identifier: Apache-2.0
#include "recorder/span_export.hpp"

#include "recorder/recorder_fixture.hpp"

#include <fcntl.h>

namespace porchlight::recorder {
namespace {

class Span : public RecorderTest {
  protected:
    /// Writes the export to a file, all at once. @return Its path.
    std::string save(SpanExport& video) {
        std::string path = temporary_.path() + "/export.mp4";
        const UniqueFd file = std::move(open_file(path, O_WRONLY | O_CREAT | O_TRUNC)).value();
        EXPECT_TRUE(video.write_to(file.get()));
        return path;
    }
    static int count_frames(const std::string& path) {
        return std::atoi(output_of("ffprobe -v error -select_streams v -count_frames -show_entries "
                                   "stream=nb_read_frames -of csv=p=0 " +
                                   path)
                             .c_str());
    }
};

TEST_F(Span, IsOneVideoAcrossClipsFromTheKeyFrameAtOrBeforeItsStart) {
    RecordingSettings settings;
    settings.mode = store::RecordingMode::Continuous;
    settings.max_clip = 5s;
    const UtcTime zero = clock_.utc_now() + Microseconds(66667);
    start(settings);
    connect(minute_of_video());
    play_seconds(0, 30);
    stop();
    auto video =
        std::move(SpanExport::create(clips_folder_, clips(), zero + 9s, zero + 19500ms)).value();
    // From the key frame at 8 s through the fragment of 19 to 20 s.
    EXPECT_NEAR(static_cast<double>((video.from() - zero).count()), 8e6, 1e3);
    EXPECT_EQ(video.duration(), MediaDuration(12 * 90000));
    EXPECT_EQ(video.left_out(), 0);
    const std::string path = save(video);
    EXPECT_EQ(output_of("ffmpeg -v error -i " + path + " -f null -"), "");
    EXPECT_EQ(count_frames(path), 12 * 15);
    EXPECT_EQ(output_of("ffprobe -v error -show_entries format=duration,size -of csv=p=0 " + path),
              "12.000000," + std::to_string(video.size()));
}

TEST_F(Span, AnyPartCanBeReadAndIsTheSameAsInTheWhole) {
    RecordingSettings settings;
    settings.mode = store::RecordingMode::Continuous;
    start(settings);
    connect(minute_of_video());
    play_seconds(0, 10);
    stop();
    auto video =
        std::move(SpanExport::create(clips_folder_, clips(), UtcTime{}, clock_.utc_now())).value();
    const std::string whole = std::move(read_file(save(video))).value();
    ASSERT_EQ(whole.size(), video.size());
    for (std::uint64_t offset = 0; offset < video.size(); offset += 997) {
        const auto part = std::move(video.read(offset, 500)).value();
        ASSERT_FALSE(part.empty());
        ASSERT_EQ(whole.compare(offset, part.size(), std::string(part.begin(), part.end())), 0);
    }
    EXPECT_TRUE(video.read(video.size(), 10)->empty());
}

TEST_F(Span, LeavesOutGapsAndClipsOfAnotherPicture) {
    const TestStream small = make_stream("160x120", 4);
    RecordingSettings settings;
    settings.mode = store::RecordingMode::Continuous;
    start(settings);
    connect(minute_of_video());
    play_seconds(0, 4);
    connect(small);
    play(small, 0, 60);
    on_media([&] {
        camera_->stream_lost({store::GapReason::StreamStopped, "The video stopped."});
        clock_.advance(1h);
    });
    connect(minute_of_video());
    play_seconds(0, 6);
    stop();
    auto video =
        std::move(SpanExport::create(clips_folder_, clips(), UtcTime{}, clock_.utc_now())).value();
    EXPECT_EQ(video.left_out(), 1);
    EXPECT_EQ(video.duration(), MediaDuration(10 * 90000));
    const std::string path = save(video);
    EXPECT_EQ(count_frames(path), 150);
    EXPECT_EQ(output_of("ffmpeg -v error -i " + path + " -f null -"), "");
    EXPECT_EQ(SpanExport::create(clips_folder_, clips(), UtcTime{}, UtcTime{1s}).error().code(),
              ErrorCode::NotFound);
}

}  // namespace
}  // namespace porchlight::recorder
