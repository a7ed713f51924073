// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "media/rtp/rtp_writer.hpp"

#include <cstdint>

namespace porchlight::media::rtp {

/// Puts AAC frames into RTP packets: one frame (access unit) in a packet, or over several where it
/// is too large. The RTP clock is the sampling rate. Thread-bound.
/// @source RFC 3640 sections 3.2 and 3.3.6 (mode AAC-hbr: 13 bits of size, 3 of index).
class AacPacketiser {
  public:
    static constexpr std::uint8_t kPayloadType = 97;

    /// @param ssrc, sequence, timestamp Where they begin: random (RFC 3550 section 5.1).
    /// @param payload_type 0 to 127: ours, or the one that the other end has named.
    AacPacketiser(std::uint32_t ssrc, std::uint16_t sequence, std::uint32_t timestamp,
                  std::uint8_t payload_type = kPayloadType)
        : writer_(ssrc, sequence, payload_type), timestamp_(timestamp) {}

    /// @param sample_rate Hz, at least 1.
    void set_sample_rate(int sample_rate) { rate_ = sample_rate; }
    /// @error Unsupported  A frame that is larger than 13 bits can say.
    Result<RtpFramePtr> packetise(const Packet& packet);

    [[nodiscard]] std::uint32_t ssrc() const { return writer_.ssrc(); }
    [[nodiscard]] std::uint16_t next_sequence() const { return writer_.next_sequence(); }
    /// The RTP timestamp of a media time: the nearest sample.
    [[nodiscard]] std::uint32_t timestamp_of(MediaTime time) const;

  private:
    RtpWriter writer_;
    std::uint32_t timestamp_;
    std::int64_t rate_ = 16000;
};

}  // namespace porchlight::media::rtp
