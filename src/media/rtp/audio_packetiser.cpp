// SPDX-License-Identifier: Apache-2.0
#include "media/rtp/audio_packetiser.hpp"

#include <utility>

namespace porchlight::media::rtp {

namespace {

constexpr std::int64_t kTicksPerSecond = 90000;
/// Frames of 20 ms that lie this far apart are not one after the other.
constexpr MediaDuration kPause(kTicksPerSecond / 25);
/// Two senders of one session would need different numbers, but here there is one.
constexpr std::uint32_t kSsrc = 0x506F5461;

std::variant<AacPacketiser, G711Packetiser> way_for(const AudioTrack& track,
                                                    std::uint8_t payload_type) {
    if (track.codec == Codec::Aac) {
        AacPacketiser aac(kSsrc, 0, 0, payload_type);
        aac.set_sample_rate(track.sample_rate);
        return aac;
    }
    return G711Packetiser(track.sample_rate, payload_type, kSsrc);
}

}  // namespace

Result<RtpFramePtr> G711Packetiser::packetise(const Packet& packet) {
    if (packet.data.empty() || packet.data.size() > kLargestPayload) {
        return Error(ErrorCode::Unsupported, "a frame of sound of a size that RTP does not carry");
    }
    auto frame = std::make_shared<RtpFrame>();
    frame->track = TrackKind::Audio;
    frame->kind = FrameKind::Key;
    const std::int64_t samples =
        (packet.pts.ticks() * rate_ + kTicksPerSecond / 2) / kTicksPerSecond;
    frame->timestamp = static_cast<std::uint32_t>(samples);
    frame->first_sequence = writer_.next_sequence();
    writer_.add(*frame, {}, packet.data);
    if (!next_ || packet.pts - *next_ > kPause) {
        RtpWriter::mark_last(*frame);
    }
    const auto length = static_cast<std::int64_t>(packet.data.size());
    next_ = packet.pts + MediaDuration(length * kTicksPerSecond / rate_);
    return RtpFramePtr(std::move(frame));
}

AudioPacketiser::AudioPacketiser(const AudioTrack& track, std::uint8_t payload_type)
    : way_(way_for(track, payload_type)) {}

Result<RtpFramePtr> AudioPacketiser::packetise(const Packet& packet) {
    return std::visit([&](auto& way) { return way.packetise(packet); }, way_);
}

}  // namespace porchlight::media::rtp
