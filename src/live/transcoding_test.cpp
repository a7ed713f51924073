// SPDX-License-Identifier: Apache-2.0
#include "live/transcoding.hpp"

#include "media/video_encoder.hpp"
#include "rt/deadline.hpp"
#include "rt/io_thread.hpp"
#include "rt/launch.hpp"

#include <gtest/gtest.h>

#include <future>
#include <semaphore>

namespace porchlight::live {
namespace {

using namespace std::chrono_literals;

rt::Task<Message> one_of(std::shared_ptr<Viewer> viewer) {
    auto next = rt::with_deadline(viewer->next(), 20s, "a message");
    co_return co_await std::move(next);
}

/// A stream larger than may be sent, encoded for real, and a worker that encodes it again. What the
/// camera sends is H.264 here: nothing in it asks which codec it is.
class TranscodingTest : public testing::Test {
  protected:
    static constexpr PictureSize kSize{2048, 1152};
    static constexpr int kRate = 10;

    TranscodingTest() {
        media::EncoderSettings settings;
        settings.size = kSize;
        settings.frame_rate = kRate;
        settings.key_frame_interval = kRate;
        encoder_ = std::make_unique<media::VideoEncoder>(
            std::move(media::VideoEncoder::create(settings)).value());
        on_media([this] { camera_.start(encoder_->track()); });
    }
    ~TranscodingTest() override {
        on_media([this] { again_.reset(); });
    }

    void on_media(const std::function<void()>& work) {
        std::promise<void> done;
        media_.post([&] {
            work();
            done.set_value();
        });
        done.get_future().wait();
    }
    void send(int frames) {
        for (int i = 0; i < frames; ++i) {
            media::Picture picture(kSize);
            for (int plane = 0; plane < 3; ++plane) {
                const int rows = plane == 0 ? kSize.height : kSize.height / 2;
                std::fill_n(picture.data(plane), rows * picture.stride(plane),
                            static_cast<std::uint8_t>(100 + sent_));
            }
            picture.set_pts(MediaTime(sent_ * (90000 / kRate)));
            auto packet =
                std::make_shared<media::Packet>(std::move(encoder_->encode(picture)).value());
            packet->arrived = clock_.monotonic_now();
            ++sent_;
            on_media([&] {
                camera_.send(packet);
                again_->send(packet);
            });
        }
    }
    /// The message is in its queue, or comes within 20 s.
    Message next() { return *rt::run_blocking(media_, one_of(viewer_)); }
    void join() {
        viewer_ = std::make_shared<Viewer>(media_.executor());
        on_media([this] {
            auto joined = again_->join(camera_);
            ASSERT_TRUE(joined) << joined.error().message();
            (*joined)->add(viewer_);
        });
    }

    FakeClock clock_;
    Random random_{3};
    rt::IoThread media_{"media"};
    rt::WorkerPool pool_{1, "work"};
    Broadcast camera_;
    std::optional<Transcoding> again_{std::in_place, pool_, media_.executor(), clock_, random_};
    std::unique_ptr<media::VideoEncoder> encoder_;
    std::shared_ptr<Viewer> viewer_;
    int sent_ = 0;
};

TEST_F(TranscodingTest, GivesTheNewestPictureOfTheGroupAsH264OfAtMost1080pAtOnceAndThenEach) {
    send(5);
    join();
    const Message start = next();
    EXPECT_EQ(std::get<Start>(start).size, (PictureSize{1920, 1080}));
    EXPECT_EQ(std::get<Start>(start).kind, StreamKind::Transcoded);
    EXPECT_EQ(std::get<Segment>(next()).starts_with, media::FrameKind::Key);
    on_media([this] {
        ASSERT_EQ(again_->broadcast()->group().size(), 1U);
        EXPECT_EQ(again_->broadcast()->group()[0]->pts, MediaTime(4 * 9000));
    });
    send(1);
    EXPECT_EQ(std::get<Segment>(next()).starts_with, media::FrameKind::Delta);
}

TEST_F(TranscodingTest, RunsOnlyWhileSomebodyWatchesAndTenSecondsLonger) {
    send(1);
    on_media([this] { EXPECT_FALSE(again_->is_running()); });
    join();
    clock_.advance(60s);
    on_media([this] { again_->tick(); });
    viewer_.reset();
    clock_.advance(9s);
    on_media([this] {
        again_->tick();
        EXPECT_TRUE(again_->is_running());
    });
    clock_.advance(1s);
    on_media([this] {
        again_->tick();
        EXPECT_FALSE(again_->is_running());
    });
    send(1);
    join();
    EXPECT_TRUE(std::holds_alternative<Start>(next()));
}

TEST_F(TranscodingTest, TwoWhoWatchShareOne) {
    send(1);
    join();
    const auto first = viewer_;
    const Broadcast* shared = again_->broadcast();
    join();
    EXPECT_EQ(again_->broadcast(), shared);
}

TEST_F(TranscodingTest, AMachineThatIsTooSlowLeavesPicturesOutUpToTheNextKeyFrame) {
    rt::WorkQueue other(pool_, 1);
    std::binary_semaphore release(0);
    send(1);
    ASSERT_TRUE(other.try_post([&] { release.acquire(); }));
    join();
    send(static_cast<int>(Transcoding::kQueued) + kRate);
    release.release();
    EXPECT_TRUE(std::holds_alternative<Start>(next()));
    EXPECT_EQ(std::get<Segment>(next()).starts_with, media::FrameKind::Key);
    clock_.advance(2s);
    // Until all that waited has come: the last of it, then what is new.
    send(kRate);
    std::binary_semaphore idle(0);
    ASSERT_TRUE(other.try_post([&] { idle.release(); }));
    idle.acquire();
    on_media([this] {
        again_->tick();
        EXPECT_GT(again_->load().left_out, 0);
    });
}

TEST_F(TranscodingTest, TroubleOfTheCameraIsToldAndTheStreamGoesOnAfterIt) {
    send(1);
    join();
    on_media([this] { again_->interrupt(Error(ErrorCode::TimedOut, "the camera fell silent")); });
    while (!std::holds_alternative<Error>(next())) {
    }
    on_media([this] { again_->start(encoder_->track()); });
    EXPECT_TRUE(std::holds_alternative<Start>(next()));
}

TEST_F(TranscodingTest, CannotBeJoinedWithoutAPicture) {
    on_media([this] {
        camera_.interrupt(Error(ErrorCode::TimedOut, "the camera fell silent"));
        EXPECT_EQ(again_->join(camera_).error().code(), ErrorCode::Unavailable);
        EXPECT_FALSE(again_->is_running());
    });
}

}  // namespace
}  // namespace porchlight::live
