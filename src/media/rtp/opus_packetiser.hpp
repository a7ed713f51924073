// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "media/rtp/rtp_writer.hpp"

#include <cstdint>

namespace porchlight::media::rtp {

/// Puts Opus packets into RTP, each into one. The RTP clock is 48 kHz whatever the sound's own rate
/// is. Thread-bound.
/// @source RFC 7587 sections 4.1 and 4.2.
class OpusPacketiser {
  public:
    static constexpr std::uint8_t kPayloadType = 111;

    /// @param ssrc, sequence, timestamp Where they begin: random (RFC 3550 section 5.1).
    OpusPacketiser(std::uint32_t ssrc, std::uint16_t sequence, std::uint32_t timestamp)
        : writer_(ssrc, sequence, kPayloadType), timestamp_(timestamp) {}

    /// @error Unsupported  An empty packet, or one that does not fit into one of RTP.
    Result<RtpFramePtr> packetise(const Packet& packet);

    [[nodiscard]] std::uint32_t ssrc() const { return writer_.ssrc(); }
    [[nodiscard]] std::uint16_t next_sequence() const { return writer_.next_sequence(); }
    /// The RTP timestamp of a media time: the nearest sample.
    [[nodiscard]] std::uint32_t timestamp_of(MediaTime time) const;

  private:
    RtpWriter writer_;
    std::uint32_t timestamp_;
};

}  // namespace porchlight::media::rtp
