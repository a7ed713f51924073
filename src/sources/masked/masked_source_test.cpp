// SPDX-License-Identifier: Apache-2.0
#include "sources/masked/masked_source.hpp"

#include "media/video_decoder.hpp"
#include "media/video_encoder.hpp"
#include "rt/io_thread.hpp"
#include "rt/launch.hpp"
#include "sources/collector_for_test.hpp"

#include <gtest/gtest.h>

#include <cstring>

namespace porchlight::sources {
namespace {

constexpr PictureSize kSize{128, 96};
constexpr int kFrames = 8;

/// A white picture, coded.
class WhiteSource final : public Source {
  public:
    explicit WhiteSource(int frames) : frames_(frames) {}
    rt::Task<> run(PacketSink* sink) override {
        auto encoder = media::VideoEncoder::create({kSize, 15, 400000, 4});
        sink->on_description({encoder->track(), std::nullopt, "white", {}});
        media::Picture picture(kSize);
        for (int plane = 0; plane < 3; ++plane) {
            std::memset(picture.data(plane), plane == 0 ? 230 : 90,
                        static_cast<std::size_t>(picture.stride(plane)) *
                            static_cast<std::size_t>(picture.plane(plane).height));
        }
        for (int n = 0; n < frames_; ++n) {
            picture.set_pts(MediaTime(n * 6000));
            sink->on_packet(std::make_shared<media::Packet>(*encoder->encode(picture)));
            auto waiting = rt::sleep_for(std::chrono::milliseconds(1));
            PL_CO_TRY_VOID(co_await std::move(waiting));
        }
        co_return co_await rt::sleep_for(std::chrono::hours(1));
    }

  private:
    int frames_;
};

TEST(MaskedSource, NothingUnderThePolygonReachesTheSinkAndTheRestDoes) {
    const rt::IoThread thread("test");
    const rt::WorkerPool pool(1, "work");
    const auto source = make_masked_source(std::make_unique<WhiteSource>(kFrames),
                                           {{{0, 0}, {0.5, 0}, {0.5, 1}, {0, 1}}}, pool);
    Collector sink(kFrames);
    EXPECT_EQ(rt::run_blocking(thread, collect(source.get(), &sink)).error().code(),
              ErrorCode::Cancelled);
    ASSERT_EQ(sink.packets.size(), kFrames * 1U);
    ASSERT_EQ(sink.descriptions.size(), 1U);
    auto decoder =
        media::VideoDecoder::create(*sink.descriptions[0].video, media::DecodeQuality::Full);
    for (int n = 0; n < kFrames; ++n) {
        const auto picture = decoder->decode(*sink.packets[static_cast<std::size_t>(n)]);
        ASSERT_TRUE(picture && *picture);
        EXPECT_EQ((*picture)->pts(), MediaTime(n * 6000));
        const media::PlaneView luma = (*picture)->plane(0);
        const media::PlaneView blue = (*picture)->plane(1);
        for (int y = 0; y < luma.height; ++y) {
            for (int x = 0; x < 56; ++x) {
                ASSERT_LT(luma.data[y * luma.stride + x], 90) << x << "," << y;
            }
            EXPECT_GT(luma.data[y * luma.stride + 90], 200);
        }
        EXPECT_NEAR(blue.data[10 * blue.stride + 10], 128, 10);
        EXPECT_NEAR(blue.data[10 * blue.stride + 50], 90, 10);
    }
}

TEST(MaskedSource, ItsOwnPictureBecomesAKeyFrameWhenThatIsAsked) {
    const rt::IoThread thread("test");
    const rt::WorkerPool pool(1, "work");
    constexpr std::size_t kEnough = 25;  // before the next one that is due
    const auto source = make_masked_source(std::make_unique<WhiteSource>(1000),
                                           {{{0, 0}, {0.5, 0}, {0.5, 1}, {0, 1}}}, pool);
    Collector sink(kEnough);
    sink.on_each = [&](std::size_t count) {
        if (count == 5) {
            source->ask_for_key_frame();
        }
    };
    static_cast<void>(rt::run_blocking(thread, collect(source.get(), &sink)));
    ASSERT_EQ(sink.key_frames().size(), 2U);
    EXPECT_GE(sink.key_frames()[1], 5U);
}

TEST(Mask, CoversAWholeTriangleAndLeavesTheFarCorner) {
    media::Picture picture(kSize);
    std::memset(picture.data(0), 255, static_cast<std::size_t>(picture.stride(0)) * 96);
    media::Mask(kSize, {{{0, 0}, {1, 0}, {0, 1}}}).cover(picture);
    EXPECT_LT(picture.data(0)[0], 50);
    EXPECT_LT(picture.data(0)[90 * picture.stride(0)], 50);
    EXPECT_LT(picture.data(0)[40 * picture.stride(0) + 60], 50);
    EXPECT_EQ(picture.data(0)[90 * picture.stride(0) + 120], 255);
}

}  // namespace
}  // namespace porchlight::sources
