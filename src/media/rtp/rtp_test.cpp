// SPDX-License-Identifier: Apache-2.0
#include "media/rtp/feedback.hpp"
#include "media/rtp/reorder.hpp"
#include "media/rtp/rtp_test_support.hpp"

#include <gtest/gtest.h>

namespace porchlight::media::rtp {
namespace {

using namespace testing;

TEST(RtpPacket, SkipsSourceListExtensionAndPadding) {
    ByteVector bytes = make_rtp({.sequence = 258, .timestamp = 5, .marker = true, .ssrc = 9}, {});
    bytes[0] = 0x80 | 0x20 | 0x10 | 1;
    append_u32(bytes, 1);                           // one CSRC
    bytes.insert(bytes.end(), {0xBE, 0xDE, 0, 1});  // extension of one word
    append_u32(bytes, 2);
    bytes.insert(bytes.end(), {'a', 'b', 0, 2});  // payload, then two bytes of padding
    const auto packet = parse_rtp(bytes);
    ASSERT_TRUE(packet);
    EXPECT_EQ(packet->sequence, 258);
    EXPECT_TRUE(packet->marker);
    EXPECT_EQ(packet->payload_type, 96);
    EXPECT_EQ(ByteVector(packet->payload.begin(), packet->payload.end()), (ByteVector{'a', 'b'}));
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        // The last byte counts the padding; any cut makes it lie.
        EXPECT_FALSE(size < 24 && parse_rtp(ByteSpan(bytes).first(size))) << size;
    }
    bytes[0] = 0x40;
    EXPECT_FALSE(parse_rtp(bytes));
}

TEST(Rtcp, FindsTheSenderReportAndTheGoodbyeInACompoundPacket) {
    ByteVector bytes = make_sender_report(1234, 100.5);
    bytes.insert(bytes.end(), {0x81, 203, 0, 1, 0, 0, 0, 7});
    EXPECT_TRUE(is_rtcp(bytes));
    const auto facts = parse_rtcp(bytes);
    ASSERT_TRUE(facts.report);
    EXPECT_EQ(facts.report->rtp_timestamp, 1234U);
    EXPECT_EQ(facts.report->ntp, (std::uint64_t{100} << 32U) + (std::uint64_t{1} << 31U));
    EXPECT_TRUE(facts.bye);
    EXPECT_FALSE(parse_rtcp(ByteSpan(bytes).first(20)).report);
}

TEST(ReceptionReport, CountsWhatIsMissing) {
    ReceptionReport report;
    for (const int sequence : {65534, 65535, 2, 3}) {
        report.on_packet(7, static_cast<std::uint16_t>(sequence));
    }
    const MonotonicTime now{std::chrono::seconds(10)};
    report.on_sender_report({7, 0x0000000100020003ULL << 16U, 0}, now - std::chrono::seconds(2));
    const auto bytes = report.write(42, now);
    ASSERT_EQ(bytes.size(), 32U + 16U);
    EXPECT_EQ(read_u32(ByteSpan(bytes).subspan(8)), 7U);
    EXPECT_EQ(bytes[12], 2 * 256 / 6);  // fraction lost
    EXPECT_EQ(read_u32(ByteSpan(bytes).subspan(12)) & 0xFFFFFF, 2U);
    EXPECT_EQ(read_u32(ByteSpan(bytes).subspan(16)), 65536U + 3);
    EXPECT_EQ(read_u32(ByteSpan(bytes).subspan(28)), 2U * 65536);  // delay in 1/65536 s
}

TEST(ReceptionReport, SaysThatThePictureIsLost) {
    ReceptionReport report;
    report.on_packet(7, 100);
    const auto bytes = report.write_picture_loss(42, MonotonicTime{});
    EXPECT_TRUE(is_rtcp(bytes));
    EXPECT_TRUE(parse_feedback(bytes, 7).wants_key_frame);
    EXPECT_EQ(parse_feedback(bytes, 7).share_lost, 0) << "the report goes with it";
    EXPECT_FALSE(parse_feedback(bytes, 8).wants_key_frame) << "of another sender";
    EXPECT_FALSE(parse_feedback(report.write(42, MonotonicTime{}), 7).wants_key_frame);
}

std::string reordered(std::initializer_list<int> sequences) {
    std::string order;
    ReorderBuffer buffer(
        [&order](ByteSpan bytes) { order += std::to_string(parse_rtp(bytes)->sequence) + " "; });
    for (const int sequence : sequences) {
        Rtp header;
        header.sequence = static_cast<std::uint16_t>(sequence);
        const auto bytes = make_rtp(header, {1});
        buffer.push(bytes, *parse_rtp(bytes));
    }
    buffer.flush();
    return order;
}

TEST(ReorderBuffer, PutsPacketsInOrderAndGivesUpOnWhatDoesNotCome) {
    EXPECT_EQ(reordered({1, 2, 4, 3, 5}), "1 2 3 4 5 ");
    EXPECT_EQ(reordered({65535, 1, 0, 2}), "65535 0 1 2 ");
    EXPECT_EQ(reordered({1, 3, 4, 40, 41}), "1 3 4 40 41 ");
    EXPECT_EQ(reordered({1, 3, 3, 2}), "1 2 3 ");
    EXPECT_EQ(reordered({1, 2, 1, 3}), "1 2 1 3 ");  // repeats are the tracker's to drop
    EXPECT_EQ(reordered({1, 3, 20000, 20001}), "1 3 20000 20001 ");
}

TEST(LipSync, MovesTheSoundByTheSendersClock) {
    const MonotonicTime origin{std::chrono::seconds(1)};
    TrackClock video(90000, origin);
    TrackClock audio(8000, origin);
    // Sound and picture of the same moment; the sound came 0.5 s later.
    EXPECT_EQ(video.map(1000, origin).ticks(), 0);
    EXPECT_EQ(audio.map(500, origin + std::chrono::milliseconds(500)).ticks(), 45000);
    const SenderReport video_report{1, std::uint64_t{100} << 32U, 1000};
    const SenderReport audio_report{2, std::uint64_t{100} << 32U, 500};
    const auto correction = lip_sync_correction(video_report, video, audio_report, audio);
    ASSERT_TRUE(correction);
    EXPECT_EQ(correction->count(), -45000);
    audio.shift(*correction);
    EXPECT_FALSE(lip_sync_correction(video_report, video, audio_report, audio));
    const SenderReport nonsense{2, std::uint64_t{5000} << 32U, 500};
    EXPECT_FALSE(lip_sync_correction(video_report, video, nonsense, audio));
}

}  // namespace
}  // namespace porchlight::media::rtp
