// SPDX-License-Identifier: Apache-2.0
#include "media/rtp/rtcp.hpp"

#include "media/rtp/byte_order.hpp"

#include <algorithm>

namespace porchlight::media::rtp {
namespace {

constexpr std::uint8_t kSenderReport = 200;
constexpr std::uint8_t kReceiverReport = 201;
constexpr std::uint8_t kDescription = 202;
constexpr std::uint8_t kBye = 203;
constexpr std::uint8_t kPayloadFeedback = 206;
constexpr std::uint8_t kPictureLoss = 1;
constexpr std::uint8_t kVersion = 0x80;

}  // namespace

RtcpFacts parse_rtcp(ByteSpan bytes) {
    RtcpFacts facts;
    while (bytes.size() >= 4 && (bytes[0] >> 6U) == 2) {
        const std::size_t length = 4 * (std::size_t{read_u16(bytes.subspan(2))} + 1);
        if (length > bytes.size()) {
            break;
        }
        if (bytes[1] == kSenderReport && length >= 28) {
            facts.report = SenderReport{read_u32(bytes.subspan(4)), read_u64(bytes.subspan(8)),
                                        read_u32(bytes.subspan(16))};
        }
        facts.bye = facts.bye || bytes[1] == kBye;
        bytes = bytes.subspan(length);
    }
    return facts;
}

void ReceptionReport::on_packet(std::uint32_t ssrc, std::uint16_t sequence) {
    if (received_ == 0 || ssrc != ssrc_) {
        *this = {};
        ssrc_ = ssrc;
        highest_ = base_ = sequence;
    }
    ++received_;
    const auto ahead = static_cast<std::int16_t>(sequence - static_cast<std::uint16_t>(highest_));
    if (ahead > 0) {
        highest_ += static_cast<std::uint32_t>(ahead);
    }
}

void ReceptionReport::on_sender_report(const SenderReport& report, MonotonicTime arrived) {
    last_report_ = static_cast<std::uint32_t>(report.ntp >> 16U);
    last_report_at_ = arrived;
}

ByteVector ReceptionReport::write(std::uint32_t own_ssrc, MonotonicTime now) {
    const std::uint32_t expected = highest_ - base_ + 1;
    const std::uint32_t lost = expected > received_ ? std::min(expected - received_, 0x7FFFFFU) : 0;
    const std::uint32_t expected_now = expected - expected_before_;
    const std::uint32_t received_now = received_ - received_before_;
    const std::uint32_t lost_now = expected_now > received_now ? expected_now - received_now : 0;
    const std::uint32_t fraction =
        expected_now == 0
            ? 0
            : static_cast<std::uint32_t>((std::uint64_t{lost_now} << 8U) / expected_now);
    expected_before_ = expected;
    received_before_ = received_;

    ByteVector packet;
    const bool knows_sender = received_ > 0;
    packet.insert(packet.end(),
                  {static_cast<std::uint8_t>(kVersion | (knows_sender ? 1U : 0U)), kReceiverReport,
                   0, static_cast<std::uint8_t>(knows_sender ? 7 : 1)});
    append_u32(packet, own_ssrc);
    if (knows_sender) {
        append_u32(packet, ssrc_);
        append_u32(packet, (std::min(fraction, 255U) << 24U) | lost);
        append_u32(packet, highest_);
        append_u32(packet, 0);  // jitter: not measured, nobody reads it
        append_u32(packet, last_report_);
        const auto delay = last_report_ == 0 ? Microseconds(0) : now - last_report_at_;
        append_u32(packet, static_cast<std::uint32_t>(delay.count() * 65536 / 1000000));
    }
    // SDES with CNAME "pl", padded to a whole number of words (RFC 3550 section 6.5).
    packet.insert(packet.end(), {kVersion | 1U, kDescription, 0, 3});
    append_u32(packet, own_ssrc);
    packet.insert(packet.end(), {1, 2, 'p', 'l', 0, 0, 0, 0});
    return packet;
}

ByteVector ReceptionReport::write_picture_loss(std::uint32_t own_ssrc, MonotonicTime now) {
    ByteVector packet = write(own_ssrc, now);
    packet.insert(packet.end(), {kVersion | kPictureLoss, kPayloadFeedback, 0, 2});
    append_u32(packet, own_ssrc);
    append_u32(packet, ssrc_);
    return packet;
}

}  // namespace porchlight::media::rtp
