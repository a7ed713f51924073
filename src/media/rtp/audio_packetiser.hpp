// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "media/rtp/aac_packetiser.hpp"
#include "media/rtp/rtp_writer.hpp"

#include <cstdint>
#include <optional>
#include <variant>

namespace porchlight::media::rtp {

/// Puts frames of G.711 into RTP packets, one in each. The first after a pause is marked, so that
/// the other end may begin anew there. Thread-bound.
/// @source RFC 3551 sections 4.1 and 4.5.14.
class G711Packetiser {
  public:
    /// @param sample_rate Hz, at least 1.   @param payload_type 0 to 127.   @param ssrc  The
    /// sender's.
    G711Packetiser(int sample_rate, std::uint8_t payload_type, std::uint32_t ssrc)
        : writer_(ssrc, 0, payload_type), rate_(sample_rate) {}

    /// @error Unsupported  Empty, or too large for a packet.
    Result<RtpFramePtr> packetise(const Packet& packet);

  private:
    RtpWriter writer_;
    std::int64_t rate_;
    std::optional<MediaTime> next_;  ///< When the next packet begins if there is no pause.
};

/// The packets of a voice, as cameras take it. Thread-bound.
class AudioPacketiser {
  public:
    /// @param track AAC or G.711.   @param payload_type 0 to 127.
    AudioPacketiser(const AudioTrack& track, std::uint8_t payload_type);

    Result<RtpFramePtr> packetise(const Packet& packet);

  private:
    std::variant<AacPacketiser, G711Packetiser> way_;
};

}  // namespace porchlight::media::rtp
