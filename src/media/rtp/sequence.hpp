// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/rtp/rtp_packet.hpp"

#include <cstdint>

namespace porchlight::media::rtp {

/// How packets come to us: TCP neither loses nor reorders, UDP does both.
enum class Delivery : std::uint8_t { Ordered, Datagrams };

/// What a packet's sequence number says about the packets before it.
enum class Continuity : std::uint8_t {
    Next,     ///< Follows the last one.
    Gap,      ///< Some are missing between the last one and this one.
    Repeat,   ///< Old or seen already: drop it.
    Restart,  ///< A new sender or a new numbering: nothing before it belongs to it.
};

/// Follows the sequence numbers of one track. A camera whose numbers make no sense although TCP
/// brought every packet is believed without them.
/// @source RFC 3550 appendix A.1 for the limits of drop-out and misorder.
class SequenceTracker {
  public:
    explicit SequenceTracker(Delivery delivery) : delivery_(delivery) {}

    Continuity follow(const RtpPacket& packet);
    /// Packets that never came.
    [[nodiscard]] std::uint64_t lost() const { return lost_; }
    [[nodiscard]] bool ignores_numbers() const { return ignores_numbers_; }

  private:
    Continuity judge(const RtpPacket& packet);
    void watch_sense(Continuity continuity);

    Delivery delivery_;
    bool started_ = false;
    bool ignores_numbers_ = false;
    std::uint32_t ssrc_ = 0;
    std::uint16_t next_ = 0;
    int repeats_ = 0;
    int window_ = 0;
    int breaks_ = 0;
    std::uint64_t lost_ = 0;
};

}  // namespace porchlight::media::rtp
