// SPDX-License-Identifier: Apache-2.0
#include "live/opus_sound.hpp"

#include <gmock/gmock.h>

namespace porchlight::live {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::Ge;
using ::testing::IsEmpty;
using ::testing::Le;

struct Listener final : RtpViewer {
    void on_frame(const media::rtp::RtpFramePtr& frame) override {
        timestamps.push_back(frame->timestamp);
    }
    void on_trouble(const Error& why) override { troubles.push_back(why.message()); }

    std::vector<std::uint32_t> timestamps;
    std::vector<std::string> troubles;
};

/// 20 ms of silence, as G.711 writes it.
media::PacketPtr silence(int index) {
    auto packet = std::make_shared<media::Packet>();
    packet->track = media::TrackKind::Audio;
    packet->kind = media::FrameKind::Key;
    packet->pts = packet->dts = MediaTime(MediaDuration(1800 * index));
    packet->data.assign(160, 0xFF);
    return packet;
}

class OpusSoundTest : public ::testing::Test {
  protected:
    Random random_{1};
    OpusSound sound_{random_};
    media::AudioTrack g711_{media::Codec::Pcmu, 8000, 1, {}};
};

TEST_F(OpusSoundTest, G711IsHeardAsOpusEach20Ms) {
    sound_.start(g711_);
    const auto listener = std::make_shared<Listener>();
    ASSERT_NE(sound_.rtp(), nullptr);
    sound_.rtp()->add(listener, {});
    for (int i = 0; i < 10; ++i) {
        sound_.send(silence(i));
    }
    ASSERT_GE(listener->timestamps.size(), 7U);
    std::vector<std::uint32_t> steps;
    for (std::size_t i = 1; i < listener->timestamps.size(); ++i) {
        steps.push_back(listener->timestamps[i] - listener->timestamps[i - 1]);
    }
    // A tick of media time is half a sample of 48 kHz.
    EXPECT_THAT(steps, Each(AllOf(Ge(959U), Le(961U))));
}

TEST_F(OpusSoundTest, NothingIsTurnedWhileNobodyListens) {
    sound_.start(g711_);
    sound_.send(silence(0));
    auto listener = std::make_shared<Listener>();
    sound_.rtp()->add(listener, {});
    EXPECT_THAT(listener->timestamps, IsEmpty());
}

TEST_F(OpusSoundTest, ThereIsNoSoundWithoutATrackAndAfterTheStreamIsLost) {
    EXPECT_EQ(sound_.rtp(), nullptr);
    sound_.start(std::nullopt);
    EXPECT_EQ(sound_.rtp(), nullptr);
    sound_.start(g711_);
    const auto listener = std::make_shared<Listener>();
    sound_.rtp()->add(listener, {});
    sound_.stop();
    EXPECT_EQ(sound_.rtp(), nullptr);
    EXPECT_EQ(listener->troubles.size(), 1U);
}

TEST_F(OpusSoundTest, WhatNobodyCanTurnIsLeftOut) {
    sound_.start(media::AudioTrack{media::Codec::Pcmu, 8000, 6, {}});  // six channels
    const auto listener = std::make_shared<Listener>();
    sound_.rtp()->add(listener, {});
    sound_.send(silence(0));
    EXPECT_EQ(sound_.rtp(), nullptr);
}

}  // namespace
}  // namespace porchlight::live
