// SPDX-License-Identifier: Apache-2.0
#include "sources/scene/scene_source.hpp"

#include "rt/io_thread.hpp"
#include "rt/launch.hpp"
#include "sources/collector_for_test.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace porchlight::sources {
namespace {

TEST(SceneSource, YieldsH264WithAKeyFrameEveryTwoSeconds) {
    const auto options = scene::parse_scene_url("scene://porch?size=160x90&fps=30&light=day");
    ASSERT_TRUE(options);
    const SystemClock clock;
    const auto source = make_scene_source(*options, clock, clock.monotonic_now());
    Collector sink(61);
    const rt::IoThread thread("test");
    static_cast<void>(rt::run_blocking(thread, collect(source.get(), &sink)));

    ASSERT_EQ(sink.descriptions.size(), 1U);
    ASSERT_TRUE(sink.descriptions.front().video);
    EXPECT_EQ(sink.descriptions.front().video->codec, media::Codec::H264);
    EXPECT_EQ(sink.descriptions.front().video->size, (PictureSize{160, 90}));
    EXPECT_EQ(sink.descriptions.front().transport, "scene");
    ASSERT_GE(sink.packets.size(), 61U);
    for (std::size_t i = 0; i < 61; ++i) {
        EXPECT_EQ(sink.packets[i]->kind == media::FrameKind::Key, i % 60 == 0) << "frame " << i;
        EXPECT_EQ(sink.packets[i]->pts - sink.packets[0]->pts,
                  MediaDuration(3000 * static_cast<int>(i)));
    }
}

TEST(SceneSource, MakesAKeyFrameWhenItIsAsked) {
    const auto options = scene::parse_scene_url("scene://porch?size=160x90&fps=30&light=day");
    ASSERT_TRUE(options);
    const SystemClock clock;
    const auto source = make_scene_source(*options, clock, clock.monotonic_now());
    source->ask_for_key_frame();  // nobody is there yet to hear it
    Collector sink(40);
    sink.on_each = [&](std::size_t count) {
        if (count == 10) {
            source->ask_for_key_frame();
        }
    };
    const rt::IoThread thread("test");
    static_cast<void>(rt::run_blocking(thread, collect(source.get(), &sink)));
    ASSERT_EQ(sink.key_frames().size(), 2U);
    EXPECT_EQ(sink.key_frames()[0], 0U);
    EXPECT_GE(sink.key_frames()[1], 10U);
}

TEST(SceneSource, MainAndSubStreamShareOneTimeLine) {
    const auto options = scene::parse_scene_url("scene://porch?size=640x360&fps=10&light=day");
    ASSERT_TRUE(options);
    EXPECT_EQ(sub_stream_of(*options).size, (PictureSize{320, 180}));
    const SystemClock clock;
    // A camera that began a minute ago: both streams join its time line where it stands now.
    const MonotonicTime start = clock.monotonic_now() - std::chrono::minutes(1);
    const auto sub = make_scene_source(sub_stream_of(*options), clock, start);
    Collector sink(2);
    const rt::IoThread thread("test");
    static_cast<void>(rt::run_blocking(thread, collect(sub.get(), &sink)));
    const auto since = std::chrono::duration<double>(clock.monotonic_now() - start).count();
    EXPECT_GE(sink.packets.front()->pts.seconds(), 60.0);
    EXPECT_LE(sink.packets.front()->pts.seconds(), since);
}

}  // namespace
}  // namespace porchlight::sources
