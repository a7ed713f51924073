// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "media/rtp/rtp_writer.hpp"

#include <cstdint>

namespace porchlight::media::rtp {

/// Cuts H.264 frames into RTP packets: a NAL unit in one packet, or in fragments (FU-A). Key frames
/// carry the parameter sets in front, so that who joins there can begin. Thread-bound.
/// @source RFC 6184 sections 5.6 and 5.8; RFC 3550 section 5.1.
class H264Packetiser {
  public:
    static constexpr std::uint8_t kPayloadType = 96;

    /// @param ssrc, sequence, timestamp Where they begin: random (RFC 3550 section 5.1).
    H264Packetiser(std::uint32_t ssrc, std::uint16_t sequence, std::uint32_t timestamp)
        : writer_(ssrc, sequence, kPayloadType), timestamp_(timestamp) {}

    void set_track(const VideoTrack& track) { track_ = track; }
    /// @error Corrupt  The packet's lengths do not add up.
    Result<RtpFramePtr> packetise(const Packet& packet);

    [[nodiscard]] std::uint32_t ssrc() const { return writer_.ssrc(); }
    [[nodiscard]] std::uint16_t next_sequence() const { return writer_.next_sequence(); }
    /// The RTP timestamp of a media time.
    [[nodiscard]] std::uint32_t timestamp_of(MediaTime time) const {
        return timestamp_ + static_cast<std::uint32_t>(time.ticks());
    }

  private:
    void add(RtpFrame& frame, ByteSpan nal);
    void add_fragments(RtpFrame& frame, ByteSpan nal);

    VideoTrack track_;
    RtpWriter writer_;
    std::uint32_t timestamp_;
};

/// What a sender has sent, for its report.
struct SentCounts {
    std::uint32_t packets = 0;
    std::uint32_t bytes = 0;  ///< Of payload.
};
/// A sender report with the CNAME item it must come with. @param wall and `rtp_timestamp` are the
/// same moment. @source RFC 3550 section 6.4.1.
[[nodiscard]] ByteVector write_sender_report(std::uint32_t ssrc, UtcTime wall,
                                             std::uint32_t rtp_timestamp, SentCounts sent);

}  // namespace porchlight::media::rtp
