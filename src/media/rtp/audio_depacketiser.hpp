// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/rtp/depacketiser.hpp"

#include <memory>

namespace porchlight::media::rtp {

/// How AAC lies in RTP, from the session description. @source RFC 3640 section 4.1.
struct AacLayout {
    int size_length = 13;
    int index_length = 3;
    int index_delta_length = 3;
    /// Samples, in ticks of the RTP clock, that one access unit lasts.
    std::uint32_t unit_duration = 1024;
};

/// AAC access units (RFC 3640: AAC-hbr, AAC-lbr and what else has size and index only), several in
/// a packet or one over several packets.
class AacDepacketiser final : public Depacketiser {
  public:
    AacDepacketiser(AacLayout layout, FrameSink& sink) : layout_(layout), sink_(sink) {}

    Result<> push(const RtpPacket& packet) override;
    void on_break() override;
    [[nodiscard]] const FrameCounters& counters() const override { return counters_; }

  private:
    void push_fragment(const RtpPacket& packet, ByteSpan piece, std::size_t whole);
    void yield(std::uint32_t timestamp, ByteSpan unit);

    AacLayout layout_;
    FrameSink& sink_;
    FrameCounters counters_;
    ByteVector fragment_;
};

/// One frame a packet: G.711 (RFC 3551 section 4.5.14) and Opus (RFC 7587 section 4.2).
class WholePacketDepacketiser final : public Depacketiser {
  public:
    explicit WholePacketDepacketiser(FrameSink& sink) : sink_(sink) {}

    Result<> push(const RtpPacket& packet) override;
    void on_break() override {}
    [[nodiscard]] const FrameCounters& counters() const override { return counters_; }

  private:
    FrameSink& sink_;
    FrameCounters counters_;
};

}  // namespace porchlight::media::rtp
