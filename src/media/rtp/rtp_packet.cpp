// SPDX-License-Identifier: Apache-2.0
#include "media/rtp/rtp_packet.hpp"

#include "media/rtp/byte_order.hpp"

namespace porchlight::media::rtp {
namespace {

constexpr std::size_t kFixedHeader = 12;
constexpr std::uint8_t kPaddingBit = 0x20;
constexpr std::uint8_t kExtensionBit = 0x10;

}  // namespace

std::optional<RtpPacket> parse_rtp(ByteSpan bytes) {
    if (bytes.size() < kFixedHeader || (bytes[0] >> 6U) != 2) {
        return std::nullopt;
    }
    std::size_t header = kFixedHeader + std::size_t{4} * (bytes[0] & 0x0FU);
    if ((bytes[0] & kExtensionBit) != 0) {
        if (bytes.size() < header + 4) {
            return std::nullopt;
        }
        header += 4 + std::size_t{4} * read_u16(bytes.subspan(header + 2));
    }
    if (bytes.size() < header) {
        return std::nullopt;
    }
    std::size_t padding = 0;
    if ((bytes[0] & kPaddingBit) != 0) {
        padding = bytes.back();
        if (padding == 0 || header + padding > bytes.size()) {
            return std::nullopt;
        }
    }
    RtpPacket packet;
    packet.marker = (bytes[1] & 0x80U) != 0;
    packet.payload_type = bytes[1] & 0x7FU;
    packet.sequence = read_u16(bytes.subspan(2));
    packet.timestamp = read_u32(bytes.subspan(4));
    packet.ssrc = read_u32(bytes.subspan(8));
    packet.payload = bytes.subspan(header, bytes.size() - header - padding);
    return packet;
}

bool is_rtcp(ByteSpan bytes) {
    return bytes.size() >= 8 && (bytes[0] >> 6U) == 2 && bytes[1] >= 192 && bytes[1] <= 223;
}

}  // namespace porchlight::media::rtp
