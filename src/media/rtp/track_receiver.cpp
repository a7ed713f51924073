// SPDX-License-Identifier: Apache-2.0
#include "media/rtp/track_receiver.hpp"

#include "media/rtp/video_depacketiser.hpp"

#include <algorithm>
#include <utility>

namespace porchlight::media::rtp {
namespace {

std::unique_ptr<Depacketiser> make_depacketiser(const TrackFormat& format, FrameSink& sink) {
    if (const auto* video = std::get_if<VideoTrack>(&format.track)) {
        return std::make_unique<VideoDepacketiser>(*video, sink);
    }
    if (std::get<AudioTrack>(format.track).codec == Codec::Aac) {
        return std::make_unique<AacDepacketiser>(format.aac, sink);
    }
    return std::make_unique<WholePacketDepacketiser>(sink);
}

}  // namespace

TrackReceiver::TrackReceiver(TrackFormat format, Delivery delivery, MonotonicTime origin,
                             PacketReceiver& sink)
    : format_(std::move(format)),
      sink_(sink),
      sequence_(delivery),
      clock_(std::max(format_.clock_rate, 1), origin),
      depacketiser_(make_depacketiser(format_, *this)) {}

Result<> TrackReceiver::on_rtp(ByteSpan bytes, Arrival arrival) {
    if (is_rtcp(bytes)) {
        on_rtcp(bytes, arrival);
        return {};
    }
    const auto packet = parse_rtp(bytes);
    if (!packet || !is_ours(packet->payload_type)) {
        ++unreadable_;
        return {};
    }
    ++packets_;
    bytes_ += bytes.size();
    const Continuity continuity = sequence_.follow(*packet);
    if (continuity == Continuity::Repeat) {
        return {};
    }
    reception_.on_packet(packet->ssrc, packet->sequence);
    if (continuity != Continuity::Next) {
        depacketiser_->on_break();
    }
    if (continuity == Continuity::Restart) {
        clock_.restart();
    }
    arrival_ = arrival;
    return depacketiser_->push(*packet);
}

void TrackReceiver::on_rtcp(ByteSpan bytes, Arrival arrival) {
    const RtcpFacts facts = parse_rtcp(bytes);
    said_bye_ = said_bye_ || facts.bye;
    if (facts.report) {
        report_ = facts.report;
        reception_.on_sender_report(*facts.report, arrival.monotonic);
    }
}

TrackCounters TrackReceiver::counters() const {
    return {packets_, bytes_, sequence_.lost(), unreadable_, depacketiser_->counters()};
}

TrackKind TrackReceiver::kind() const {
    return std::holds_alternative<VideoTrack>(format_.track) ? TrackKind::Video : TrackKind::Audio;
}

void TrackReceiver::on_frame(const CodedFrame& frame) {
    Packet packet;
    packet.track = kind();
    packet.kind = frame.kind;
    packet.pts = clock_.map(frame.timestamp, arrival_.monotonic);
    if (packet.track == TrackKind::Video) {
        packet.dts = decode_clock_.next(packet.pts);
    } else {
        // After a correction backwards there is sound for this time already.
        if (last_audio_ && packet.pts <= *last_audio_) {
            return;
        }
        packet.dts = packet.pts;
        last_audio_ = packet.pts;
    }
    packet.arrived = arrival_.monotonic;
    packet.wall = arrival_.wall;
    // Copied out of the buffer that is kept, so that what the ring holds has no spare capacity.
    packet.data.assign(frame.data.begin(), frame.data.end());
    sink_.on_packet(std::move(packet));
}

/// Cameras announce one payload type and send another; what is not announced for something else is
/// taken until the announced one comes.
bool TrackReceiver::is_ours(int payload_type) {
    if (payload_type == format_.payload_type) {
        saw_announced_type_ = true;
        return true;
    }
    return !saw_announced_type_ && std::ranges::find(format_.other_payload_types, payload_type) ==
                                       format_.other_payload_types.end();
}

void align_audio(TrackReceiver& video, TrackReceiver& audio) {
    const auto& of_video = video.last_report();
    const auto& of_audio = audio.last_report();
    if (!of_video || !of_audio) {
        return;
    }
    const auto correction = lip_sync_correction(*of_video, video.clock(), *of_audio, audio.clock());
    if (correction) {
        audio.clock().shift(*correction);
    }
}

}  // namespace porchlight::media::rtp
