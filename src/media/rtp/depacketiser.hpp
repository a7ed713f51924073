// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "media/packet.hpp"
#include "media/rtp/rtp_packet.hpp"

#include <cstdint>

namespace porchlight::media::rtp {

/// One whole frame, a view that lasts for the call.
struct CodedFrame {
    FrameKind kind = FrameKind::Delta;
    std::uint32_t timestamp = 0;
    /// As in Packet::data.
    ByteSpan data;
};

/// Takes what a depacketiser makes of RTP packets.
class FrameSink {
  public:
    FrameSink() = default;
    FrameSink(const FrameSink&) = delete;
    FrameSink& operator=(const FrameSink&) = delete;
    FrameSink(FrameSink&&) = delete;
    FrameSink& operator=(FrameSink&&) = delete;
    virtual ~FrameSink() = default;

    /// Before the first video frame, and before a key frame whose description differs.
    virtual void on_video_track(const VideoTrack& track) = 0;
    virtual void on_frame(const CodedFrame& frame) = 0;
};

struct FrameCounters {
    std::uint64_t frames = 0;
    std::uint64_t damaged = 0;       ///< Parts missing; dropped.
    std::uint64_t awaiting_key = 0;  ///< Whole, but after a loss or before the first key frame.
    std::uint64_t without_parameters = 0;  ///< Key frames that no parameter sets came for.
};

/// Makes frames of one track's RTP packets, which come in order. Thread-bound.
class Depacketiser {
  public:
    Depacketiser() = default;
    Depacketiser(const Depacketiser&) = delete;
    Depacketiser& operator=(const Depacketiser&) = delete;
    Depacketiser(Depacketiser&&) = delete;
    Depacketiser& operator=(Depacketiser&&) = delete;
    virtual ~Depacketiser() = default;

    /// @error Unsupported  The payload is of a kind that is not understood.
    virtual Result<> push(const RtpPacket& packet) = 0;
    /// Packets are missing before the next one, or another sender begins.
    virtual void on_break() = 0;
    [[nodiscard]] virtual const FrameCounters& counters() const = 0;
};

}  // namespace porchlight::media::rtp
