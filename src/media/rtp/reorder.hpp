// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/rtp/rtp_packet.hpp"

#include <array>
#include <cstdint>
#include <functional>

namespace porchlight::media::rtp {

/// Puts datagrams back into order: one that comes early is kept until those before it came, or
/// until the window is full of later ones. A packet in order passes without a copy.
///
/// Bounded by 32 packets. Not needed over TCP.
class ReorderBuffer {
  public:
    using Deliver = std::function<void(ByteSpan)>;

    explicit ReorderBuffer(Deliver deliver) : deliver_(std::move(deliver)) {}

    /// @param packet Parsed from `datagram`.
    void push(ByteSpan datagram, const RtpPacket& packet);
    /// Delivers what is kept, in order, holes or not: the sender has paused.
    void flush();

  private:
    static constexpr std::uint16_t kWindow = 32;
    struct Slot {
        bool used = false;
        ByteVector bytes;
    };

    Slot& slot(std::uint16_t sequence) { return slots_[sequence % kWindow]; }
    void deliver_ready();
    void skip_to_first_kept();

    Deliver deliver_;
    std::array<Slot, kWindow> slots_;
    bool started_ = false;
    std::uint32_t ssrc_ = 0;
    std::uint16_t next_ = 0;
    int kept_ = 0;
};

}  // namespace porchlight::media::rtp
