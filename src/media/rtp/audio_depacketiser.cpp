// SPDX-License-Identifier: Apache-2.0
#include "media/rtp/audio_depacketiser.hpp"

#include "media/rtp/byte_order.hpp"

#include <algorithm>
#include <optional>

namespace porchlight::media::rtp {
namespace {

/// No AAC frame of a camera is larger (ISO/IEC 14496-3: 6144 bits a channel).
constexpr std::size_t kLargestUnit = 64U << 10U;

/// Bits at `offset` of `bytes`; the caller has checked that they are there.
std::uint32_t bits_at(ByteSpan bytes, std::size_t offset, int count) {
    std::uint32_t value = 0;
    for (int i = 0; i < count; ++i, ++offset) {
        value = (value << 1U) | ((bytes[offset / 8] >> (7 - offset % 8)) & 1U);
    }
    return value;
}

/// Some cameras leave the ADTS header on (ISO/IEC 14496-3 section 1.A.2): 7 bytes, 9 with a check
/// sum.
ByteSpan without_adts(ByteSpan unit) {
    const bool has_adts = unit.size() > 9 && unit[0] == 0xFF && (unit[1] & 0xF6U) == 0xF0;
    return has_adts ? unit.subspan((unit[1] & 1U) != 0 ? 7 : 9) : unit;
}

}  // namespace

Result<> AacDepacketiser::push(const RtpPacket& packet) {
    const ByteSpan payload = packet.payload;
    if (payload.size() < 2) {
        return {};
    }
    const std::size_t header_bits = read_u16(payload);
    const std::size_t header_bytes = (header_bits + 7) / 8;
    if (2 + header_bytes > payload.size()) {
        ++counters_.damaged;
        return {};
    }
    const ByteSpan headers = payload.subspan(2, header_bytes);
    ByteSpan data = payload.subspan(2 + header_bytes);
    std::uint32_t timestamp = packet.timestamp;
    int index_length = layout_.index_length;
    for (std::size_t at = 0;
         at + static_cast<std::size_t>(layout_.size_length + index_length) <= header_bits;) {
        const std::size_t size = bits_at(headers, at, layout_.size_length);
        at += static_cast<std::size_t>(layout_.size_length + index_length);
        index_length = layout_.index_delta_length;
        if (size > data.size()) {
            push_fragment(packet, data, size);
            return {};
        }
        yield(timestamp, data.first(size));
        data = data.subspan(size);
        timestamp += layout_.unit_duration;
        if (layout_.size_length + index_length == 0) {
            break;
        }
    }
    fragment_.clear();
    return {};
}

void AacDepacketiser::on_break() {
    counters_.damaged += fragment_.empty() ? 0 : 1;
    fragment_.clear();
}

void AacDepacketiser::push_fragment(const RtpPacket& packet, ByteSpan piece, std::size_t whole) {
    if (whole > kLargestUnit || fragment_.size() + piece.size() > whole) {
        ++counters_.damaged;
        fragment_.clear();
        return;
    }
    fragment_.insert(fragment_.end(), piece.begin(), piece.end());
    if (fragment_.size() == whole) {
        yield(packet.timestamp, fragment_);
        fragment_.clear();
    }
}

void AacDepacketiser::yield(std::uint32_t timestamp, ByteSpan unit) {
    const ByteSpan frame = without_adts(unit);
    if (!frame.empty()) {
        ++counters_.frames;
        sink_.on_frame({FrameKind::Key, timestamp, frame});
    }
}

Result<> WholePacketDepacketiser::push(const RtpPacket& packet) {
    if (!packet.payload.empty()) {
        ++counters_.frames;
        sink_.on_frame({FrameKind::Key, packet.timestamp, packet.payload});
    }
    return {};
}

}  // namespace porchlight::media::rtp
