// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/nal.hpp"
#include "media/packet.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace porchlight::media::rtp {

/// One frame as RTP packets, made once for all who get it. Immutable.
struct RtpFrame {
    FrameKind kind = FrameKind::Delta;
    std::uint32_t timestamp = 0;
    std::uint16_t first_sequence = 0;
    ByteVector bytes;               ///< All packets, one after the other.
    std::vector<std::size_t> ends;  ///< Where each packet ends.

    /// Calls `each` for every packet, in order.
    template <typename Each>
    void for_each(Each&& each) const {
        std::size_t begin = 0;
        for (const std::size_t end : ends) {
            each(ByteSpan(bytes).subspan(begin, end - begin));
            begin = end;
        }
    }
};
using RtpFramePtr = std::shared_ptr<const RtpFrame>;

/// Cuts H.264 frames into RTP packets: a NAL unit in one packet, or in fragments (FU-A). Key frames
/// carry the parameter sets in front, so that who joins there can begin. Thread-bound.
/// @source RFC 6184 sections 5.6 and 5.8; RFC 3550 section 5.1.
class H264Packetiser {
  public:
    /// The most that a packet holds besides its header: fits Ethernet with IPv6, UDP and a tunnel.
    static constexpr std::size_t kLargestPayload = 1360;
    static constexpr std::uint8_t kPayloadType = 96;

    /// @param ssrc, sequence, timestamp Where they begin: random (RFC 3550 section 5.1).
    H264Packetiser(std::uint32_t ssrc, std::uint16_t sequence, std::uint32_t timestamp)
        : ssrc_(ssrc), sequence_(sequence), timestamp_(timestamp) {}

    void set_track(const VideoTrack& track) { track_ = track; }
    /// @error Corrupt  The packet's lengths do not add up.
    Result<RtpFramePtr> packetise(const Packet& packet);

    [[nodiscard]] std::uint32_t ssrc() const { return ssrc_; }
    [[nodiscard]] std::uint16_t next_sequence() const { return sequence_; }
    /// The RTP timestamp of a media time.
    [[nodiscard]] std::uint32_t timestamp_of(MediaTime time) const {
        return timestamp_ + static_cast<std::uint32_t>(time.ticks());
    }

  private:
    void add(RtpFrame& frame, ByteSpan nal);
    void add_fragments(RtpFrame& frame, ByteSpan nal);
    void begin_packet(RtpFrame& frame);

    VideoTrack track_;
    std::uint32_t ssrc_;
    std::uint16_t sequence_;
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
