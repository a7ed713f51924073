// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/rtp/audio_depacketiser.hpp"
#include "media/rtp/rtcp.hpp"
#include "media/rtp/sequence.hpp"
#include "media/rtp/track_clock.hpp"

#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace porchlight::media::rtp {

/// What one track is, from the session description.
struct TrackFormat {
    std::variant<VideoTrack, AudioTrack> track;
    int payload_type = 96;
    /// Payload types of the same section that are not this track, e.g. retransmissions.
    std::vector<int> other_payload_types;
    int clock_rate = 90000;  ///< Hz.
    AacLayout aac;           ///< For AAC.
};

/// When bytes were read, on both of the hub's clocks.
struct Arrival {
    MonotonicTime monotonic;
    UtcTime wall;
};

/// Takes the packets that a receiver makes.
class PacketReceiver {
  public:
    PacketReceiver() = default;
    PacketReceiver(const PacketReceiver&) = delete;
    PacketReceiver& operator=(const PacketReceiver&) = delete;
    PacketReceiver(PacketReceiver&&) = delete;
    PacketReceiver& operator=(PacketReceiver&&) = delete;
    virtual ~PacketReceiver() = default;

    virtual void on_video_track(const VideoTrack& track) = 0;
    virtual void on_packet(Packet packet) = 0;
};

struct TrackCounters {
    std::uint64_t packets = 0;
    std::uint64_t bytes = 0;
    std::uint64_t lost = 0;        ///< RTP packets that never came.
    std::uint64_t unreadable = 0;  ///< Not RTP, or of another payload type.
    FrameCounters frames;
};

/// One track from its RTP and RTCP packets to Packets with times that never go back: sequence
/// numbers, new senders, timestamps that wrap, jump or restart. Thread-bound.
class TrackReceiver final : private FrameSink {
  public:
    /// @param origin As TrackClock.   @param sink Outlives this.
    TrackReceiver(TrackFormat format, Delivery delivery, MonotonicTime origin,
                  PacketReceiver& sink);

    /// @param bytes One RTP packet, or an RTCP packet on the wrong channel.
    /// @error Unsupported  As Depacketiser::push.
    Result<> on_rtp(ByteSpan bytes, Arrival arrival);
    void on_rtcp(ByteSpan bytes, Arrival arrival);

    [[nodiscard]] ByteVector write_report(std::uint32_t own_ssrc, MonotonicTime now) {
        return reception_.write(own_ssrc, now);
    }
    [[nodiscard]] ByteVector write_picture_loss(std::uint32_t own_ssrc, MonotonicTime now) {
        return reception_.write_picture_loss(own_ssrc, now);
    }
    [[nodiscard]] const std::optional<SenderReport>& last_report() const { return report_; }
    [[nodiscard]] TrackClock& clock() { return clock_; }
    [[nodiscard]] TrackCounters counters() const;
    [[nodiscard]] bool said_bye() const { return said_bye_; }
    [[nodiscard]] TrackKind kind() const;

  private:
    void on_video_track(const VideoTrack& track) override { sink_.on_video_track(track); }
    void on_frame(const CodedFrame& frame) override;
    [[nodiscard]] bool is_ours(int payload_type);

    TrackFormat format_;
    PacketReceiver& sink_;
    SequenceTracker sequence_;
    TrackClock clock_;
    DecodeClock decode_clock_;
    ReceptionReport reception_;
    std::unique_ptr<Depacketiser> depacketiser_;
    Arrival arrival_;
    std::optional<SenderReport> report_;
    std::optional<MediaTime> last_audio_;
    std::uint64_t packets_ = 0;
    std::uint64_t bytes_ = 0;
    std::uint64_t unreadable_ = 0;
    bool saw_announced_type_ = false;
    bool said_bye_ = false;
};

/// Lines up sound with the picture once both have sent reports. Call after a report came.
void align_audio(TrackReceiver& video, TrackReceiver& audio);

}  // namespace porchlight::media::rtp
