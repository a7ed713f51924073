// SPDX-License-Identifier: Apache-2.0
#include "camera/light_meter.hpp"

#include "media/video_encoder.hpp"
#include "rt/io_thread.hpp"
#include "rt/worker_pool.hpp"

#include <boost/asio/post.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace porchlight::camera {
namespace {

using std::chrono::seconds;

constexpr PictureSize kSize{320, 180};

media::Picture grey(std::uint8_t luma) {
    media::Picture picture(kSize);
    for (int plane = 0; plane < 3; ++plane) {
        const auto rows = static_cast<std::size_t>(picture.plane(plane).height);
        std::fill_n(picture.data(plane), rows * static_cast<std::size_t>(picture.stride(plane)),
                    plane == 0 ? luma : std::uint8_t{128});
    }
    return picture;
}

/// A meter on its strand, and what it has told.
class LightMeterTest : public ::testing::Test {
  protected:
    LightMeterTest() {
        on_strand([this] {
            meter_.emplace(pool_, strand_.executor(), clock_,
                           [this](double mean) { told_.push_back(mean); });
            meter_->on_track(encoder_.track());
        });
    }
    ~LightMeterTest() override {
        on_strand([this] { meter_.reset(); });
    }
    LightMeterTest(const LightMeterTest&) = delete;
    LightMeterTest& operator=(const LightMeterTest&) = delete;
    LightMeterTest(LightMeterTest&&) = delete;
    LightMeterTest& operator=(LightMeterTest&&) = delete;

    void on_strand(const std::function<void()>& work) {
        std::promise<void> done;
        strand_.post([&] {
            work();
            done.set_value();
        });
        done.get_future().wait();
    }
    void see(std::uint8_t luma) {
        media::Picture picture = grey(luma);
        picture.set_pts(MediaTime(frame_++ * 90000));
        auto packet = encoder_.encode(picture);
        ASSERT_TRUE(packet) << packet.error().message();
        const auto shared = std::make_shared<const media::Packet>(std::move(*packet));
        on_strand([&] { meter_->on_packet(shared); });
    }
    /// Waits until the one worker has nothing more to do, and the strand has heard of it.
    std::vector<double> told() {
        std::promise<void> idle;
        boost::asio::post(pool_.executor(), [&] { idle.set_value(); });
        idle.get_future().wait();
        std::vector<double> all;
        on_strand([&] { all = told_; });
        return all;
    }

    FakeClock clock_;
    rt::IoThread strand_{"camera"};  // before the pool, whose answers end on it
    rt::WorkerPool pool_{1, "work"};
    /// Every picture is a key frame.
    media::VideoEncoder encoder_ = media::VideoEncoder::create({kSize, 1, 1'000'000, 1}).value();
    std::optional<LightMeter> meter_;
    std::vector<double> told_;
    std::int64_t frame_ = 0;
};

TEST_F(LightMeterTest, TellsTheMeanOfAKeyFrame) {
    see(20);
    ASSERT_EQ(told().size(), 1U);
    EXPECT_NEAR(told_[0], 20.0 / 255, 0.01);
    clock_.advance(seconds(1));
    see(200);
    ASSERT_EQ(told().size(), 2U);
    EXPECT_NEAR(told_[1], 200.0 / 255, 0.01);
}

TEST_F(LightMeterTest, LooksOnceASecondAtMost) {
    see(20);
    clock_.advance(std::chrono::milliseconds(999));
    see(20);
    EXPECT_EQ(told().size(), 1U);
    clock_.advance(std::chrono::milliseconds(1));
    see(20);
    EXPECT_EQ(told().size(), 2U);
}

TEST_F(LightMeterTest, TellsNothingOfWhatItSawBeforeTheEyeWasShut) {
    std::promise<void> go_on;
    boost::asio::post(pool_.executor(), [waiting = go_on.get_future().share()] { waiting.wait(); });
    see(20);  // waits for the worker
    on_strand([this] { meter_->on_blind(); });
    go_on.set_value();
    EXPECT_TRUE(told().empty());
    see(20);
    EXPECT_TRUE(told().empty()) << "no track: nothing to decode with";
    on_strand([this] { meter_->on_track(encoder_.track()); });
    see(20);
    EXPECT_EQ(told().size(), 1U) << "and no second to wait";
}

}  // namespace
}  // namespace porchlight::camera
