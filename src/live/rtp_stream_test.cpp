// SPDX-License-Identifier: Apache-2.0
#include "live/rtp_stream.hpp"

#include <gmock/gmock.h>

#include <numeric>

namespace porchlight::live {
namespace {

using media::FrameKind;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Notes the sequence numbers that it gets.
struct Listener final : RtpViewer {
    void on_frame(const media::rtp::RtpFramePtr& frame) override {
        for (std::size_t i = 0; i < frame->ends.size(); ++i) {
            sequences.push_back(static_cast<std::uint16_t>(frame->first_sequence + i));
        }
        kinds.push_back(frame->kind);
        frames.push_back(frame);
    }
    void on_trouble(const Error& why) override { troubles.push_back(why.message()); }

    std::vector<std::uint16_t> sequences;
    std::vector<FrameKind> kinds;
    std::vector<media::rtp::RtpFramePtr> frames;
    std::vector<std::string> troubles;
};

class RtpStreamTest : public ::testing::Test {
  protected:
    RtpStreamTest() {
        media::VideoTrack track;
        track.sps = {0x67, 0x42, 0xE0, 0x1F};
        track.pps = {0x68, 1};
        stream_.start(track);
    }

    /// The next frame, 1/15 s after the last.
    media::PacketPtr frame(FrameKind kind, std::uint32_t size = 100) {
        auto packet = std::make_shared<media::Packet>();
        packet->kind = kind;
        packet->pts = packet->dts = time_;
        packet->data = {0, 0, static_cast<std::uint8_t>(size >> 8U),
                        static_cast<std::uint8_t>(size)};
        packet->data.resize(4 + size, kind == FrameKind::Key ? 0x65 : 0x41);
        time_ += MediaDuration(6000);
        return packet;
    }
    void send(FrameKind kind) {
        const auto packet = frame(kind);
        if (kind == FrameKind::Key) {
            group_.clear();
        }
        group_.push_back(packet);
        stream_.send(packet);
    }
    std::shared_ptr<Listener> join() {
        auto listener = std::make_shared<Listener>();
        stream_.add(listener, group_);
        return listener;
    }

    Random random_{1};
    RtpStream stream_{random_};
    MediaTime time_;
    std::vector<media::PacketPtr> group_;
};

TEST_F(RtpStreamTest, WhoJoinsGetsTheGroupOfPicturesAndWhatFollows) {
    send(FrameKind::Key);
    send(FrameKind::Delta);
    const auto first = join();
    EXPECT_THAT(first->kinds, ElementsAre(FrameKind::Key, FrameKind::Delta));
    send(FrameKind::Delta);
    const auto second = join();
    EXPECT_THAT(second->kinds, ElementsAre(FrameKind::Key, FrameKind::Delta, FrameKind::Delta));
    EXPECT_EQ(first->sequences, second->sequences);
    EXPECT_EQ(first->frames.back(), second->frames.back()) << "cut into packets once for all";
}

TEST_F(RtpStreamTest, NumbersHaveNoGapsWhileSomebodyWatches) {
    send(FrameKind::Key);
    const auto viewer = join();
    for (int i = 0; i < 5; ++i) {
        send(i == 2 ? FrameKind::Key : FrameKind::Delta);
    }
    std::vector<std::uint16_t> expected(viewer->sequences.size());
    std::iota(expected.begin(), expected.end(), viewer->sequences.front());
    EXPECT_EQ(viewer->sequences, expected);
}

TEST_F(RtpStreamTest, ANewViewerBeginsAtTheNewestKeyFrame) {
    send(FrameKind::Key);
    const auto watching = join();
    send(FrameKind::Delta);
    send(FrameKind::Key);
    EXPECT_THAT(join()->kinds, ElementsAre(FrameKind::Key));
}

TEST_F(RtpStreamTest, FindsWhatWasLostAmongTheNewestTwoSeconds) {
    send(FrameKind::Key);
    const auto viewer = join();
    const std::uint16_t first = viewer->sequences.front();
    EXPECT_EQ(stream_.frame_with(first), viewer->frames.front());
    for (int i = 0; i < 40; ++i) {
        send(i % 10 == 0 ? FrameKind::Key : FrameKind::Delta);
    }
    EXPECT_EQ(stream_.frame_with(first), nullptr) << "2.7 s ago";
    EXPECT_EQ(stream_.frame_with(viewer->sequences.back()), viewer->frames.back());
    const auto unsent = static_cast<std::uint16_t>(viewer->sequences.back() + 1);
    EXPECT_EQ(stream_.frame_with(unsent), nullptr);
}

TEST_F(RtpStreamTest, AsksForAKeyFrameOnceASecondHoweverManyWantOne) {
    const auto viewer = join();
    int asked = 0;
    stream_.ask_for_key_frame();  // nobody can make one
    stream_.on_key_frame_wanted([&] { ++asked; });
    for (int i = 0; i < 30; ++i) {  // two seconds
        send(i == 0 ? FrameKind::Key : FrameKind::Delta);
        stream_.ask_for_key_frame();
        stream_.ask_for_key_frame();
    }
    EXPECT_EQ(asked, 2);
}

TEST_F(RtpStreamTest, NothingIsPackagedWhileNobodyWatches) {
    send(FrameKind::Key);
    auto viewer = join();
    const std::uint16_t last = viewer->sequences.back();
    viewer.reset();
    send(FrameKind::Delta);
    send(FrameKind::Key);
    EXPECT_EQ(join()->sequences.front(), static_cast<std::uint16_t>(last + 1));
}

TEST_F(RtpStreamTest, TellsOfTroubleAndRefusesWhatBrowsersDoNotTake) {
    const auto viewer = join();
    stream_.interrupt(Error(ErrorCode::TimedOut, "It is silent."));
    EXPECT_THAT(viewer->troubles, ElementsAre("It is silent."));
    EXPECT_THAT(join()->troubles, ElementsAre("It is silent."));
    media::VideoTrack track;
    track.codec = media::Codec::H265;
    stream_.start(track);
    EXPECT_FALSE(stream_.track());
    send(FrameKind::Key);
    EXPECT_THAT(viewer->kinds, IsEmpty());
}

}  // namespace
}  // namespace porchlight::live
