// SPDX-License-Identifier: Apache-2.0
#include "sources/v4l2/v4l2_source.hpp"

#include "rt/io_thread.hpp"
#include "rt/launch.hpp"
#include "sources/collector_for_test.hpp"
#include "sources/v4l2/scripted_encoder_for_test.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>

namespace porchlight::sources {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class V4l2Source : public ::testing::Test {
  protected:
    /// libavdevice's test picture stands in for a camera: the same code path but for the kernel's
    /// driver.
    std::unique_ptr<Source> make(const std::string& encoder = "auto") {
        return make_v4l2_source(
            {"testsrc=size=320x240:rate=30", {320, 240}, 30, "lavfi", encoder, &kernel_}, clock_);
    }
    Error run(Source& source, Collector& sink) {
        return rt::run_blocking(thread_, collect(&source, &sink)).error();
    }

    const SystemClock clock_;
    ScriptedEncoder kernel_;
    rt::IoThread thread_{"test"};
};

TEST_F(V4l2Source, EncodesThePicturesOfADeviceThatHasNoH264) {
    const auto source = make("x264");
    Collector sink(5);
    EXPECT_EQ(run(*source, sink).code(), ErrorCode::Cancelled);
    ASSERT_GE(sink.packets.size(), 5U);
    EXPECT_EQ(sink.descriptions.at(0).video->size, (PictureSize{320, 240}));
    EXPECT_EQ(sink.descriptions.at(0).transport, "capture device, encoded here");
    EXPECT_EQ(sink.packets[0]->kind, media::FrameKind::Key);
}

TEST_F(V4l2Source, LetsHardwareEncodeWhereThereIsSome) {
    const auto source = make();
    Collector sink(5);
    EXPECT_EQ(run(*source, sink).code(), ErrorCode::Cancelled);
    ASSERT_GE(sink.packets.size(), 5U);
    const StreamDescription& first = sink.descriptions.at(0);
    EXPECT_EQ(first.transport, "capture device, encoded by /dev/video11");
    EXPECT_THAT(first.notes, IsEmpty());
    EXPECT_EQ(first.video->size, (PictureSize{320, 240}));
    EXPECT_FALSE(first.video->sps.empty()) << "known before the first packet";
    EXPECT_EQ(sink.packets[0]->kind, media::FrameKind::Key);
    for (std::size_t i = 1; i < sink.packets.size(); ++i) {
        EXPECT_GT(sink.packets[i]->pts, sink.packets[i - 1]->pts) << i;
    }
}

TEST_F(V4l2Source, TellsItsOwnerThatX264StandsIn) {
    kernel_.manners.open_error = EACCES;
    const auto source = make("/dev/video11");
    Collector sink(2);
    EXPECT_EQ(run(*source, sink).code(), ErrorCode::Cancelled);
    EXPECT_THAT(sink.descriptions.at(0).notes, ElementsAre(HasSubstr("by the processor")));
    EXPECT_THAT(sink.descriptions.at(0).transport, HasSubstr("encoded here"));
}

TEST_F(V4l2Source, EndsWithASentenceWhenTheHardwareGoesAndGoesOnWithoutItNextTime) {
    const auto source = make();
    kernel_.set_gone_after(20);
    Collector sink(1000);
    const Error error = run(*source, sink);
    EXPECT_EQ(error.code(), ErrorCode::Unavailable);
    EXPECT_THAT(error.message(), HasSubstr("/dev/video11 is gone"));
    Collector again(2);
    EXPECT_EQ(run(*source, again).code(), ErrorCode::Cancelled);
    EXPECT_THAT(again.descriptions.at(0).transport, HasSubstr("encoded here"));
}

TEST_F(V4l2Source, AMissingDeviceIsASentence) {
    const auto source =
        make_v4l2_source({.path = "/dev/video97", .size = {640, 480}, .calls = &kernel_}, clock_);
    Collector sink(1);
    const Error error = run(*source, sink);
    EXPECT_EQ(error.code(), ErrorCode::NotFound);
    EXPECT_THAT(error.message(), HasSubstr("/dev/video97"));
}

}  // namespace
}  // namespace porchlight::sources
