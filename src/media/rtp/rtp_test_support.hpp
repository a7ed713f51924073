// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/rtp/byte_order.hpp"
#include "media/rtp/track_receiver.hpp"

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

namespace porchlight::media::rtp::testing {

struct Rtp {
    std::uint16_t sequence = 0;
    std::uint32_t timestamp = 0;
    bool marker = false;
    std::uint32_t ssrc = 7;
    std::uint8_t payload_type = 96;
};

inline ByteVector make_rtp(const Rtp& header, ByteVector payload) {
    ByteVector packet{0x80,
                      static_cast<std::uint8_t>(header.payload_type | (header.marker ? 0x80U : 0U)),
                      static_cast<std::uint8_t>(header.sequence >> 8U),
                      static_cast<std::uint8_t>(header.sequence)};
    append_u32(packet, header.timestamp);
    append_u32(packet, header.ssrc);
    packet.insert(packet.end(), payload.begin(), payload.end());
    return packet;
}

inline ByteVector make_sender_report(std::uint32_t rtp_timestamp, double seconds) {
    ByteVector packet{0x80, 200, 0, 6};
    append_u32(packet, 7);
    const auto ntp = static_cast<std::uint64_t>(seconds * 4294967296.0);
    append_u32(packet, static_cast<std::uint32_t>(ntp >> 32U));
    append_u32(packet, static_cast<std::uint32_t>(ntp));
    append_u32(packet, rtp_timestamp);
    append_u32(packet, 0);
    append_u32(packet, 0);
    return packet;
}

/// H.264 NAL units that are long enough to be told apart; slices carry only what is looked at.
inline const ByteVector kSps{0x67, 0x42, 0xC0, 0x1E, 0xDA, 0x02, 0x80,
                             0xF6, 0x80, 0x6D, 0x0A, 0x13, 0x50};
inline const ByteVector kPps{0x68, 0xCE, 0x06, 0xE2};
inline const ByteVector kIdr{0x65, 0x88, 0x80, 1, 2, 3, 4, 5, 6};
inline const ByteVector kDelta{0x41, 0x9A, 0x21, 7, 8};
/// A second slice of the same picture: first_mb_in_slice is not 0.
inline const ByteVector kDeltaRest{0x41, 0x1A, 0x21, 9};

/// Writes down what comes out: "track", "K:<pts>" and "D:<pts>" with the payload's size.
class Recorder final : public PacketReceiver {
  public:
    void on_video_track(const VideoTrack& track) override {
        tracks.push_back(track);
        log += "track ";
    }
    void on_packet(Packet packet) override {
        log += packet.track == TrackKind::Audio ? "A:"
               : packet.kind == FrameKind::Key  ? "K:"
                                                : "D:";
        log += std::to_string(packet.data.size()) + " ";
        packets.push_back(std::move(packet));
    }
    std::string take_log() { return std::exchange(log, {}); }

    std::vector<VideoTrack> tracks;
    std::vector<Packet> packets;
    std::string log;
};

/// A camera's sending side: counts sequence numbers and time by itself.
class Sender {
  public:
    explicit Sender(TrackReceiver& receiver) : receiver_(&receiver) {}

    /// One packet; `last` of its frame sets the marker bit.
    Result<> send(const ByteVector& payload, bool last) {
        rtp.marker = last && sends_markers;
        const auto packet = make_rtp(rtp, payload);
        ++rtp.sequence;
        const Arrival arrival{now, UtcTime(now.time_since_epoch())};
        return receiver_->on_rtp(packet, arrival);
    }
    /// A frame of whole NAL units in a packet each, then a step of 1/15 s.
    void frame(std::initializer_list<ByteVector> nals) {
        std::size_t left = nals.size();
        for (const ByteVector& nal : nals) {
            static_cast<void>(send(nal, --left == 0));
        }
        step();
    }
    void step() {
        rtp.timestamp += 6000;
        now += Microseconds(66667);
    }

    Rtp rtp;
    bool sends_markers = true;
    MonotonicTime now{std::chrono::seconds(5)};

  private:
    TrackReceiver* receiver_;
};

inline TrackFormat h264_format() {
    TrackFormat format;
    format.track = VideoTrack{};
    return format;
}

}  // namespace porchlight::media::rtp::testing
