// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/check.hpp"
#include "media/rtp/reorder.hpp"
#include "media/rtp/track_receiver.hpp"

#include <optional>

namespace porchlight::fuzz {

/// Checks what every packet must be, whatever came in.
class CheckingReceiver final : public media::rtp::PacketReceiver {
  public:
    void on_video_track(const media::VideoTrack&) override {}
    void on_packet(media::Packet packet) override {
        std::optional<MediaTime>& last =
            packet.track == media::TrackKind::Video ? last_video_ : last_audio_;
        PL_CHECK(!packet.data.empty(), "an empty packet");
        PL_CHECK(packet.dts <= packet.pts, "decoded after it is shown");
        PL_CHECK(!last || packet.dts >= *last, "time went back");
        last = packet.dts;
        if (packet.track == media::TrackKind::Video) {
            const auto whole = media::for_each_nal(packet.data, [](media::ByteSpan) {});
            PL_CHECK(whole.has_value(), "NAL lengths do not fit");
        }
    }

  private:
    std::optional<MediaTime> last_video_;
    std::optional<MediaTime> last_audio_;
};

/// The input is packets, each behind a byte that is its length and the milliseconds that pass
/// before it.
inline void feed_packets(media::ByteSpan input, const media::rtp::TrackFormat& format) {
    MonotonicTime now{std::chrono::seconds(1)};
    for (const auto delivery : {media::rtp::Delivery::Ordered, media::rtp::Delivery::Datagrams}) {
        CheckingReceiver receiver;
        media::rtp::TrackReceiver track(format, delivery, now, receiver);
        media::rtp::ReorderBuffer reorder([&](media::ByteSpan bytes) {
            static_cast<void>(track.on_rtp(bytes, {now, UtcTime()}));
        });
        media::ByteSpan rest = input;
        while (rest.size() > 1) {
            const std::size_t length = std::min<std::size_t>(rest[0], rest.size() - 1);
            const auto packet = rest.subspan(1, length);
            now += std::chrono::milliseconds(rest[0]);
            rest = rest.subspan(1 + length);
            const auto parsed = media::rtp::parse_rtp(packet);
            if (delivery == media::rtp::Delivery::Datagrams && parsed) {
                reorder.push(packet, *parsed);
            } else {
                static_cast<void>(track.on_rtp(packet, {now, UtcTime()}));
            }
        }
        reorder.flush();
        static_cast<void>(track.write_report(1, now));
    }
}

inline int feed_video(media::Codec codec, media::ByteSpan input) {
    media::VideoTrack track;
    track.codec = codec;
    media::rtp::TrackFormat format;
    format.track = track;
    feed_packets(input, format);
    return 0;
}

}  // namespace porchlight::fuzz
