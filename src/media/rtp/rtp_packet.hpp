// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/nal.hpp"

#include <cstdint>
#include <optional>

namespace porchlight::media::rtp {

/// One RTP packet, a view into the bytes it was read from. @source RFC 3550 section 5.1.
struct RtpPacket {
    bool marker = false;
    std::uint8_t payload_type = 0;
    std::uint16_t sequence = 0;
    std::uint32_t timestamp = 0;
    std::uint32_t ssrc = 0;
    /// Without CSRC list, header extension and padding; may be empty.
    ByteSpan payload;
};

/// Empty when the bytes are no RTP packet of version 2, or one that is cut short.
[[nodiscard]] std::optional<RtpPacket> parse_rtp(ByteSpan bytes);

/// True for what is RTCP by its packet type, as some cameras mix both on one channel.
/// @source RFC 5761 section 4.
[[nodiscard]] bool is_rtcp(ByteSpan bytes);

}  // namespace porchlight::media::rtp
