// SPDX-License-Identifier: Apache-2.0
#include "media/rtp/packetiser.hpp"

#include "media/rtp/byte_order.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

namespace porchlight::media::rtp {

namespace {

constexpr std::uint8_t kVersion = 0x80;
constexpr std::uint8_t kFragment = 28;  // FU-A
constexpr std::uint8_t kFragmentStart = 0x80;
constexpr std::uint8_t kFragmentEnd = 0x40;
constexpr std::uint8_t kReferenceBits = 0x60;
constexpr std::uint8_t kTypeBits = 0x1F;

}  // namespace

Result<RtpFramePtr> H264Packetiser::packetise(const Packet& packet) {
    auto frame = std::make_shared<RtpFrame>();
    frame->kind = packet.kind;
    frame->timestamp = timestamp_of(packet.pts);
    frame->first_sequence = writer_.next_sequence();
    frame->bytes.reserve(packet.data.size() + packet.data.size() / 64 + 256);
    if (packet.kind == FrameKind::Key) {
        add(*frame, track_.sps);
        add(*frame, track_.pps);
    }
    PL_TRY_VOID(for_each_nal(packet.data, [&](ByteSpan nal) { add(*frame, nal); }));
    RtpWriter::mark_last(*frame);
    return RtpFramePtr(std::move(frame));
}

void H264Packetiser::add(RtpFrame& frame, ByteSpan nal) {
    if (nal.empty()) {
        return;
    }
    if (nal.size() > kLargestPayload) {
        add_fragments(frame, nal);
        return;
    }
    writer_.add(frame, {}, nal);
}

void H264Packetiser::add_fragments(RtpFrame& frame, ByteSpan nal) {
    const std::uint8_t indicator = (nal[0] & kReferenceBits) | kFragment;
    const std::uint8_t type = nal[0] & kTypeBits;
    ByteSpan rest = nal.subspan(1);
    std::uint8_t position = kFragmentStart;
    while (!rest.empty()) {
        const ByteSpan part = rest.first(std::min(rest.size(), kLargestPayload - 2));
        rest = rest.subspan(part.size());
        position |= rest.empty() ? kFragmentEnd : 0;
        const std::array<std::uint8_t, 2> head{indicator,
                                               static_cast<std::uint8_t>(position | type)};
        writer_.add(frame, head, part);
        position = 0;
    }
}

ByteVector write_sender_report(std::uint32_t ssrc, UtcTime wall, std::uint32_t rtp_timestamp,
                               SentCounts sent) {
    constexpr std::int64_t kFrom1900To1970 = 2'208'988'800;
    const auto since = wall.time_since_epoch();
    const auto seconds = std::chrono::floor<std::chrono::seconds>(since);
    const auto fraction = static_cast<std::uint64_t>((since - seconds).count());
    ByteVector packet{kVersion, 200, 0, 6};
    append_u32(packet, ssrc);
    append_u32(packet, static_cast<std::uint32_t>(seconds.count() + kFrom1900To1970));
    append_u32(packet, static_cast<std::uint32_t>((fraction << 32U) / 1'000'000));
    append_u32(packet, rtp_timestamp);
    append_u32(packet, sent.packets);
    append_u32(packet, sent.bytes);
    // SDES with CNAME "pl", padded to a whole number of words (RFC 3550 section 6.5).
    packet.insert(packet.end(), {kVersion | 1U, 202, 0, 3});
    append_u32(packet, ssrc);
    packet.insert(packet.end(), {1, 2, 'p', 'l', 0, 0, 0, 0});
    return packet;
}

}  // namespace porchlight::media::rtp
