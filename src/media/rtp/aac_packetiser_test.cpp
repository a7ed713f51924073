// SPDX-License-Identifier: Apache-2.0
#include "media/rtp/aac_packetiser.hpp"

#include "media/rtp/rtp_packet.hpp"
#include "media/rtp/rtp_test_support.hpp"

#include <gtest/gtest.h>

namespace porchlight::media::rtp {
namespace {

Packet sound(std::size_t size, std::int64_t ticks) {
    Packet packet;
    packet.track = TrackKind::Audio;
    packet.kind = FrameKind::Key;
    packet.pts = MediaTime(ticks);
    packet.dts = packet.pts;
    packet.data.assign(size, static_cast<std::uint8_t>(size));
    return packet;
}

TEST(AacPacketiser, OurReceiverGetsBackWhatWasSentWhateverTheSizesAndWhen) {
    AacPacketiser packetiser(9, 65530, 0xFFFFFE00);  // both wrap on the way
    packetiser.set_sample_rate(16000);
    testing::Recorder recorder;
    TrackFormat format;
    format.track = AudioTrack{Codec::Aac, 16000, 1, {0x14, 0x08}};
    format.clock_rate = 16000;
    format.payload_type = AacPacketiser::kPayloadType;
    TrackReceiver receiver(format, Delivery::Ordered, MonotonicTime(), recorder);
    constexpr std::int64_t kFrame = 5760;  // 1024 samples
    std::vector<Packet> sent;
    for (const std::size_t size : {1U, 300U, 1356U, 1357U, 2000U, 8191U, 2U, 7U, 1500U}) {
        sent.push_back(sound(size, static_cast<std::int64_t>(sent.size()) * kFrame));
        const auto frame = packetiser.packetise(sent.back());
        ASSERT_TRUE(frame);
        EXPECT_EQ((*frame)->track, TrackKind::Audio);
        const MonotonicTime now(std::chrono::milliseconds(64 * sent.size()));
        (*frame)->for_each([&](ByteSpan packet) {
            EXPECT_LE(packet.size(), kLargestPayload + 12);
            ASSERT_TRUE(receiver.on_rtp(packet, {now, UtcTime()}));
        });
    }
    ASSERT_EQ(recorder.packets.size(), sent.size());
    for (std::size_t i = 0; i < sent.size(); ++i) {
        EXPECT_EQ(recorder.packets[i].data, sent[i].data) << i;
        EXPECT_EQ(recorder.packets[i].pts - recorder.packets[0].pts, sent[i].pts - sent[0].pts)
            << i;
    }
    EXPECT_EQ(receiver.counters().lost, 0U);
}

TEST(AacPacketiser, CountsInSamplesAndMarksTheEndOfEachFrame) {
    AacPacketiser packetiser(1, 0, 1000);
    packetiser.set_sample_rate(48000);
    EXPECT_EQ(packetiser.timestamp_of(MediaTime(90000)), 1000U + 48000U);
    EXPECT_EQ(packetiser.timestamp_of(MediaTime(1)), 1001U) << "0.53 of a sample";
    const auto frame = *packetiser.packetise(sound(3000, 0));
    std::vector<bool> markers;
    frame->for_each([&](ByteSpan packet) { markers.push_back(parse_rtp(packet)->marker); });
    EXPECT_EQ(markers, (std::vector<bool>{false, false, true}));
    EXPECT_EQ(packetiser.next_sequence(), 3);
}

TEST(AacPacketiser, RefusesWhatThirteenBitsDoNotCount) {
    AacPacketiser packetiser(1, 0, 0);
    EXPECT_FALSE(packetiser.packetise(sound(8192, 0)));
    EXPECT_FALSE(packetiser.packetise(sound(0, 0)));
}

}  // namespace
}  // namespace porchlight::media::rtp
