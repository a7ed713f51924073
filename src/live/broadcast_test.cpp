// SPDX-License-Identifier: Apache-2.0
#include "live/broadcast.hpp"

#include "live/viewer_for_test.hpp"

#include <gtest/gtest.h>

namespace porchlight::live {
namespace {

media::VideoTrack track() {
    media::VideoTrack track;
    track.size = {320, 180};
    track.sps = {0x67, 0x64, 0, 0x1F, 1};
    track.pps = {0x68, 1};
    return track;
}

media::PacketPtr frame(int n, media::FrameKind kind) {
    auto packet = std::make_shared<media::Packet>();
    packet->kind = kind;
    packet->dts = packet->pts = MediaTime(n * 6000);
    packet->data = {0, 0, 0, 1, static_cast<std::uint8_t>(n)};
    return packet;
}

constexpr auto kKey = media::FrameKind::Key;
constexpr auto kDelta = media::FrameKind::Delta;

std::size_t payload(const Message& message) {
    return std::get<Segment>(message).bytes->size();
}

class BroadcastTest : public testing::Test {
  protected:
    std::vector<Message> messages(const std::shared_ptr<Viewer>& viewer) {
        return messages_of(thread_, viewer);
    }
    std::shared_ptr<Viewer> join() {
        auto viewer = std::make_shared<Viewer>(thread_.executor());
        broadcast_.add(viewer);
        return viewer;
    }

    rt::IoThread thread_{"test"};
    Broadcast broadcast_;
};

TEST_F(BroadcastTest, AViewerStartsWithTheKeptGroupOfPicturesAndGoesOnFrameByFrame) {
    broadcast_.start(track());
    for (int n = 0; n < 5; ++n) {
        broadcast_.send(frame(n, n == 0 || n == 2 ? kKey : kDelta));
    }
    const auto viewer = join();
    broadcast_.send(frame(5, kDelta));
    const auto got = messages(viewer);
    ASSERT_EQ(got.size(), 3U);
    EXPECT_EQ(std::get<Start>(got[0]).mime, "video/mp4; codecs=\"avc1.64001F\"");
    EXPECT_EQ(std::get<Segment>(got[1]).starts_with, kKey);
    EXPECT_EQ(payload(got[1]) - payload(got[2]), 2U * (16 + 5)) << "three frames against one";
}

TEST_F(BroadcastTest, ASlowViewerLosesFramesOnlyUpToTheNextKeyFrame) {
    broadcast_.start(track());
    broadcast_.send(frame(0, kKey));
    const auto viewer = join();
    for (int n = 1; n < 100; ++n) {
        broadcast_.send(frame(n, kDelta));
    }
    EXPECT_EQ(messages(viewer).size(), Viewer::kQueued);
    broadcast_.send(frame(100, kDelta));
    EXPECT_TRUE(messages(viewer).empty());
    broadcast_.send(frame(101, kKey));
    broadcast_.send(frame(102, kDelta));
    EXPECT_EQ(messages(viewer).size(), 2U);
}

TEST_F(BroadcastTest, TroubleIsToldToThoseWhoWatchAndToThoseWhoCome) {
    const auto early = join();
    broadcast_.start(track());
    broadcast_.send(frame(0, kKey));
    broadcast_.interrupt(Error(ErrorCode::TimedOut, "the camera stopped sending"));
    const auto late = join();
    EXPECT_EQ(std::get<Error>(messages(early).back()).code(), ErrorCode::TimedOut);
    const auto got = messages(late);
    ASSERT_EQ(got.size(), 1U);
    EXPECT_EQ(std::get<Error>(got[0]).message(), "the camera stopped sending");
    broadcast_.start(track());
    broadcast_.send(frame(9, kKey));
    EXPECT_EQ(messages(late).size(), 2U);
}

TEST_F(BroadcastTest, AViewerThatIsDestroyedHasLeft) {
    auto viewer = join();
    EXPECT_TRUE(broadcast_.has_viewers());
    viewer.reset();
    EXPECT_FALSE(broadcast_.has_viewers());
}

}  // namespace
}  // namespace porchlight::live
