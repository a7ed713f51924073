// SPDX-License-Identifier: Apache-2.0
#include "live/rtsp/voice.hpp"

#include "live/rtsp/session_description.hpp"
#include "media/rtp/rtp_packet.hpp"

#include <variant>

namespace porchlight::live {

void VoiceReceiver::take(media::ByteSpan rtp, media::rtp::Arrival arrival) {
    const auto packet = media::rtp::parse_rtp(rtp);
    if (!packet || media::rtp::is_rtcp(rtp)) {
        return;
    }
    if (packet->payload_type != payload_type_) {
        auto format = voice_format(packet->payload_type);
        if (!format) {
            return;
        }
        payload_type_ = packet->payload_type;
        track_ = std::get<media::AudioTrack>(format->track);
        media::rtp::PacketReceiver& frames = *this;
        receiver_ = std::make_unique<media::rtp::TrackReceiver>(
            std::move(*format), media::rtp::Delivery::Datagrams, arrival.monotonic, frames);
    }
    // A packet that is not understood costs itself alone.
    static_cast<void>(receiver_->on_rtp(rtp, arrival));
}

}  // namespace porchlight::live
