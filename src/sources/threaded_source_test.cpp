// SPDX-License-Identifier: Apache-2.0
#include "media/fmp4.hpp"
#include "media/video_encoder.hpp"
#include "rt/io_thread.hpp"
#include "rt/launch.hpp"
#include "sources/collector_for_test.hpp"
#include "sources/file/file_source.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace porchlight::sources {
namespace {

class FileSource : public testing::Test {
  protected:
    static constexpr int kFrames = 6;

    FileSource() {
        auto encoder = media::VideoEncoder::create({{64, 64}, 30, 200000, 3});
        std::vector<media::PacketPtr> packets;
        for (int n = 0; n < kFrames; ++n) {
            media::Picture picture({64, 64});
            for (int plane = 0; plane < 3; ++plane) {
                std::fill_n(picture.data(plane),
                            picture.stride(plane) * picture.plane(plane).height,
                            static_cast<std::uint8_t>(n * 20));
            }
            picture.set_pts(MediaTime(n * 3000));
            packets.push_back(std::make_shared<media::Packet>(*encoder->encode(picture)));
        }
        std::ofstream file(path_, std::ios::binary);
        for (const auto& bytes :
             {*media::make_init_segment({encoder->track(), {}}),
              media::make_fragment(1, MediaTime(), {packets, MediaTime(kFrames * 3000)}, {})
                  .bytes()}) {
            file.write(reinterpret_cast<const char*>(bytes.data()),
                       static_cast<std::streamsize>(bytes.size()));
        }
    }
    ~FileSource() override { std::filesystem::remove(path_); }

    std::filesystem::path path_ = std::filesystem::temp_directory_path() /
                                  ("pl_sources_" + std::to_string(::getpid()) + ".mp4");
    SystemClock clock_;
};

TEST_F(FileSource, PlaysOverAndOverInRealTimeOnOneTimeLine) {
    const rt::IoThread thread("test");
    const auto source = make_file_source(path_.string(), clock_);
    Collector sink(kFrames * 2 + 1);
    EXPECT_EQ(rt::run_blocking(thread, collect(source.get(), &sink)).error().code(),
              ErrorCode::Cancelled);
    ASSERT_EQ(sink.packets.size(), kFrames * 2 + 1U);
    ASSERT_EQ(sink.descriptions.size(), 1U);
    EXPECT_EQ(sink.descriptions[0].video->size, (PictureSize{64, 64}));
    for (std::size_t i = 1; i < sink.packets.size(); ++i) {
        EXPECT_EQ(sink.packets[i]->dts - sink.packets[i - 1]->dts, MediaDuration(3000)) << i;
    }
    EXPECT_EQ(sink.packets[kFrames]->kind, media::FrameKind::Key);
    EXPECT_GE(sink.packets.back()->arrived - sink.packets.front()->arrived,
              std::chrono::milliseconds(390));
}

TEST(MissingFile, IsNotFoundAndNamesThePath) {
    const rt::IoThread thread("test");
    const SystemClock clock;
    const auto source = make_file_source("/nowhere/porch.mp4", clock);
    Collector sink(1);
    const auto result = rt::run_blocking(thread, collect(source.get(), &sink));
    EXPECT_EQ(result.error().code(), ErrorCode::NotFound);
    EXPECT_THAT(result.error().message(), testing::HasSubstr("/nowhere/porch.mp4"));
}

}  // namespace
}  // namespace porchlight::sources
