// SPDX-License-Identifier: Apache-2.0
#include "media/rtp/audio_packetiser.hpp"

#include "media/rtp/rtp_packet.hpp"
#include "media/rtp/rtp_test_support.hpp"

#include <gtest/gtest.h>

namespace porchlight::media::rtp {
namespace {

constexpr std::int64_t kTwentyMilliseconds = 1800;

Packet sound(std::int64_t ticks, std::size_t size = 160) {
    Packet packet;
    packet.track = TrackKind::Audio;
    packet.pts = packet.dts = MediaTime(ticks);
    packet.data.assign(size, 0x55);
    return packet;
}

/// The only packet of a frame.
RtpPacket only(const RtpFrame& frame) {
    EXPECT_EQ(frame.ends.size(), 1U);
    const auto parsed = parse_rtp(frame.bytes);
    EXPECT_TRUE(parsed);
    return parsed.value_or(RtpPacket());
}

TEST(AudioPacketiser, ClockOfTelephoneSoundCountsSamplesAlsoThroughAPause) {
    AudioPacketiser packetiser({Codec::Pcma, 8000, 1, {}}, 8);
    std::uint16_t expected = 0;
    for (const std::int64_t at : {0, 1, 2, 50, 51}) {
        const auto frame = packetiser.packetise(sound(at * kTwentyMilliseconds));
        ASSERT_TRUE(frame);
        const RtpPacket packet = only(**frame);
        EXPECT_EQ(packet.payload_type, 8);
        EXPECT_EQ(packet.sequence, expected++);
        EXPECT_EQ(packet.timestamp, at * 160);
        EXPECT_EQ(packet.marker, at == 0 || at == 50) << at << ": a talk begins";
        EXPECT_EQ(packet.payload.size(), 160U);
    }
}

TEST(AudioPacketiser, AacGoesByTheTypeThatTheCameraNamed) {
    AudioPacketiser packetiser({Codec::Aac, 16000, 1, {}}, 101);
    testing::Recorder recorder;
    TrackFormat format;
    format.track = AudioTrack{Codec::Aac, 16000, 1, {0x14, 0x08}};
    format.clock_rate = 16000;
    format.payload_type = 101;
    TrackReceiver receiver(format, Delivery::Ordered, MonotonicTime(), recorder);
    for (int i = 0; i < 3; ++i) {
        const auto frame = packetiser.packetise(sound(5760L * i, 90));
        ASSERT_TRUE(frame);
        (*frame)->for_each([&](ByteSpan packet) {
            ASSERT_TRUE(receiver.on_rtp(packet, {MonotonicTime(), UtcTime()}));
        });
    }
    ASSERT_EQ(recorder.packets.size(), 3U);
    EXPECT_EQ(recorder.packets[2].data.size(), 90U);
}

TEST(AudioPacketiser, WhatFitsNoPacketIsRefused) {
    AudioPacketiser packetiser({Codec::Pcmu, 8000, 1, {}}, 0);
    EXPECT_FALSE(packetiser.packetise(sound(0, 0)));
    EXPECT_FALSE(packetiser.packetise(sound(0, kLargestPayload + 1)));
}

}  // namespace
}  // namespace porchlight::media::rtp
