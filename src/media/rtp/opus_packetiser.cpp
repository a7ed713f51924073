// SPDX-License-Identifier: Apache-2.0
#include "media/rtp/opus_packetiser.hpp"

#include <utility>

namespace porchlight::media::rtp {

std::uint32_t OpusPacketiser::timestamp_of(MediaTime time) const {
    constexpr std::int64_t kTicksPerSecond = 90000;
    constexpr std::int64_t kRate = 48000;
    const std::int64_t samples = (time.ticks() * kRate + kTicksPerSecond / 2) / kTicksPerSecond;
    return timestamp_ + static_cast<std::uint32_t>(samples);
}

Result<RtpFramePtr> OpusPacketiser::packetise(const Packet& packet) {
    if (packet.data.empty() || packet.data.size() > kLargestPayload) {
        return Error(ErrorCode::Unsupported, "an Opus packet of a size that RTP does not carry");
    }
    auto frame = std::make_shared<RtpFrame>();
    frame->track = TrackKind::Audio;
    frame->kind = FrameKind::Key;
    frame->timestamp = timestamp_of(packet.pts);
    frame->first_sequence = writer_.next_sequence();
    // The marker stays off: it is for sound that begins after a silence (section 4.1).
    writer_.add(*frame, {}, packet.data);
    return RtpFramePtr(std::move(frame));
}

}  // namespace porchlight::media::rtp
