// SPDX-License-Identifier: Apache-2.0
#include "media/rtp/packetiser.hpp"

#include "base/random.hpp"
#include "media/rtp/rtcp.hpp"
#include "media/rtp/rtp_packet.hpp"
#include "media/rtp/rtp_test_support.hpp"

#include <gtest/gtest.h>

namespace porchlight::media::rtp {
namespace {

ByteVector nal_of(std::uint8_t head, std::size_t size, Random& random) {
    ByteVector nal(size);
    for (std::uint8_t& byte : nal) {
        byte = static_cast<std::uint8_t>(random.next());
    }
    nal[0] = head;
    nal[1] = 0x80;  // first_mb_in_slice is 0: a new picture
    return nal;
}

Packet packet_of(const std::vector<ByteVector>& nals, FrameKind kind, std::int64_t ticks) {
    Packet packet;
    packet.kind = kind;
    packet.pts = MediaTime(ticks);
    packet.dts = packet.pts;
    for (const ByteVector& nal : nals) {
        append_nal(packet.data, nal);
    }
    return packet;
}

VideoTrack track() {
    VideoTrack track;
    track.sps = testing::kSps;
    track.pps = testing::kPps;
    return track;
}

TEST(H264Packetiser, OurReceiverGetsBackWhatWasSentWhateverTheSizes) {
    Random random(1);
    H264Packetiser packetiser(0xDEADBEEF, 65500, 0xFFFFF000);  // both wrap on the way
    packetiser.set_track(track());
    testing::Recorder recorder;
    TrackFormat format;
    format.track = track();  // as from the session description
    TrackReceiver receiver(format, Delivery::Ordered, MonotonicTime(), recorder);
    std::vector<Packet> sent;
    for (int i = 0; i < 60; ++i) {
        const bool is_key = i % 10 == 0;
        std::vector<ByteVector> nals;
        const std::size_t size = 2 + random.next() % 6000;
        nals.push_back(nal_of(is_key ? 0x65 : 0x41, size, random));
        sent.push_back(packet_of(nals, is_key ? FrameKind::Key : FrameKind::Delta, i * 6000));
        const auto frame = packetiser.packetise(sent.back());
        ASSERT_TRUE(frame);
        const MonotonicTime now(std::chrono::milliseconds(67 * i));
        (*frame)->for_each([&](ByteSpan packet) {
            EXPECT_LE(packet.size(), kLargestPayload + 12);
            ASSERT_TRUE(receiver.on_rtp(packet, {now, UtcTime()}));
        });
    }
    ASSERT_GE(recorder.packets.size(), sent.size() - 1);
    for (std::size_t i = 0; i < recorder.packets.size(); ++i) {
        EXPECT_EQ(recorder.packets[i].data, sent[i].data) << i;
        EXPECT_EQ(recorder.packets[i].kind, sent[i].kind) << i;
    }
    EXPECT_EQ(receiver.counters().lost, 0U);
}

TEST(H264Packetiser, TheMarkerIsOnTheLastPacketOfAFrameAlone) {
    Random random(2);
    H264Packetiser packetiser(1, 0, 0);
    packetiser.set_track(track());
    const auto frame = *packetiser.packetise(
        packet_of({nal_of(0x65, 5000, random), nal_of(0x65, 20, random)}, FrameKind::Key, 0));
    std::vector<bool> markers;
    frame->for_each([&](ByteSpan packet) { markers.push_back(parse_rtp(packet)->marker); });
    ASSERT_EQ(markers.size(), 2U + 4U + 1U) << "parameter sets, fragments, the small one";
    for (std::size_t i = 0; i < markers.size(); ++i) {
        EXPECT_EQ(markers[i], i + 1 == markers.size()) << i;
    }
    EXPECT_EQ(packetiser.next_sequence(), 7);
}

TEST(H264Packetiser, RefusesAFrameWhoseLengthsDoNotAddUp) {
    H264Packetiser packetiser(1, 0, 0);
    Packet packet;
    packet.data = {0, 0, 0, 9, 0x41};
    EXPECT_FALSE(packetiser.packetise(packet));
}

TEST(SenderReport, IsReadBackByOurOwnReader) {
    const UtcTime wall(std::chrono::seconds(1'800'000'000) + std::chrono::milliseconds(250));
    const RtcpFacts facts = parse_rtcp(write_sender_report(77, wall, 1234, {10, 2000}));
    ASSERT_TRUE(facts.report);
    EXPECT_EQ(facts.report->ssrc, 77U);
    EXPECT_EQ(facts.report->rtp_timestamp, 1234U);
    EXPECT_EQ(facts.report->ntp >> 32U, 1'800'000'000U + 2'208'988'800U);
    EXPECT_NEAR(static_cast<double>(facts.report->ntp & 0xFFFFFFFFU) / 4294967296.0, 0.25, 1e-6);
    EXPECT_FALSE(facts.bye);
}

}  // namespace
}  // namespace porchlight::media::rtp
