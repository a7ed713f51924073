// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/nal.hpp"
#include "media/packet.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace porchlight::media::rtp {

/// One frame as RTP packets, made once for all who get it. Immutable.
struct RtpFrame {
    TrackKind track = TrackKind::Video;
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

/// The most that a packet holds besides its header: fits Ethernet with IPv6, UDP and a tunnel.
constexpr std::size_t kLargestPayload = 1360;

/// One sender's packets, numbered one after the other. Thread-bound.
/// @source RFC 3550 section 5.1.
class RtpWriter {
  public:
    /// @param ssrc, sequence Where they begin: random.   @param payload_type 0 to 127.
    RtpWriter(std::uint32_t ssrc, std::uint16_t sequence, std::uint8_t payload_type)
        : ssrc_(ssrc), sequence_(sequence), payload_type_(payload_type) {}

    /// Adds a packet with this payload, in two parts, to the frame.
    void add(RtpFrame& frame, ByteSpan head, ByteSpan rest);
    /// The frame is whole: its last packet says so.
    static void mark_last(RtpFrame& frame);

    [[nodiscard]] std::uint32_t ssrc() const { return ssrc_; }
    [[nodiscard]] std::uint16_t next_sequence() const { return sequence_; }

  private:
    std::uint32_t ssrc_;
    std::uint16_t sequence_;
    std::uint8_t payload_type_;
};

}  // namespace porchlight::media::rtp
