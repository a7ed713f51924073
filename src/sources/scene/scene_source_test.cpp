// SPDX-License-Identifier: Apache-2.0
#include "sources/scene/scene_source.hpp"

#include "rt/io_thread.hpp"
#include "rt/job.hpp"
#include "rt/launch.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace porchlight::sources {
namespace {

class Receiver final : public PacketSink {
  public:
    explicit Receiver(std::size_t wanted) : wanted_(wanted) {}
    void on_description(const StreamDescription& description) override {
        descriptions.push_back(description);
    }
    void on_packet(const media::PacketPtr& packet) override {
        packets.push_back(packet);
        if (packets.size() == wanted_) {
            job->cancel();
        }
    }

    rt::Job* job = nullptr;
    std::vector<StreamDescription> descriptions;
    std::vector<media::PacketPtr> packets;

  private:
    std::size_t wanted_;
};

rt::Task<> receive(Source* source, Receiver* receiver) {
    rt::Job job(co_await rt::asio::this_coro::executor, "scene", source->run(receiver));
    receiver->job = &job;
    co_return co_await job.join();
}

TEST(SceneSource, YieldsH264WithAKeyFrameEveryTwoSeconds) {
    const auto options = scene::parse_scene_url("scene://porch?size=160x90&fps=30&light=day");
    ASSERT_TRUE(options);
    const SystemClock clock;
    const auto source = make_scene_source(*options, clock, clock.monotonic_now());
    Receiver receiver(61);
    const rt::IoThread thread("test");
    static_cast<void>(rt::run_blocking(thread, receive(source.get(), &receiver)));

    ASSERT_EQ(receiver.descriptions.size(), 1U);
    ASSERT_TRUE(receiver.descriptions.front().video);
    EXPECT_EQ(receiver.descriptions.front().video->codec, media::Codec::H264);
    EXPECT_EQ(receiver.descriptions.front().video->size, (PictureSize{160, 90}));
    EXPECT_EQ(receiver.descriptions.front().transport, "scene");
    ASSERT_GE(receiver.packets.size(), 61U);
    for (std::size_t i = 0; i < 61; ++i) {
        EXPECT_EQ(receiver.packets[i]->kind == media::FrameKind::Key, i % 60 == 0) << "frame " << i;
        EXPECT_EQ(receiver.packets[i]->pts - receiver.packets[0]->pts,
                  MediaDuration(3000 * static_cast<int>(i)));
    }
}

TEST(SceneSource, MainAndSubStreamShareOneTimeLine) {
    const auto options = scene::parse_scene_url("scene://porch?size=640x360&fps=10&light=day");
    ASSERT_TRUE(options);
    EXPECT_EQ(sub_stream_of(*options).size, (PictureSize{320, 180}));
    const SystemClock clock;
    // A camera that began a minute ago: both streams join its time line where it stands now.
    const MonotonicTime start = clock.monotonic_now() - std::chrono::minutes(1);
    const auto sub = make_scene_source(sub_stream_of(*options), clock, start);
    Receiver receiver(2);
    const rt::IoThread thread("test");
    static_cast<void>(rt::run_blocking(thread, receive(sub.get(), &receiver)));
    const auto since = std::chrono::duration<double>(clock.monotonic_now() - start).count();
    EXPECT_GE(receiver.packets.front()->pts.seconds(), 60.0);
    EXPECT_LE(receiver.packets.front()->pts.seconds(), since);
}

}  // namespace
}  // namespace porchlight::sources
