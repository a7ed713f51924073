// SPDX-License-Identifier: Apache-2.0
#include "live/webrtc/voice.hpp"

#include "media/rtp/rtp_packet.hpp"

#include <utility>

namespace porchlight::live {

namespace {

/// From samples of 48 kHz.
MediaDuration ticks_of(std::uint32_t samples) {
    constexpr std::int64_t kTicksPerSecond = 90000;
    constexpr std::int64_t kRate = 48000;
    return MediaDuration(std::int64_t{samples} * kTicksPerSecond / kRate);
}

}  // namespace

Result<> Voice::start() {
    if (!line_) {
        PL_TRY(line_, open_());
        last_.reset();
    }
    return {};
}

Result<> Voice::end() {
    const auto line = std::exchange(line_, nullptr);
    const auto trouble = line ? line->trouble() : std::nullopt;
    return trouble ? Result<>(*trouble) : Result<>();
}

Result<> Voice::go_on() {
    return line_ && line_->trouble() ? end() : Result<>();
}

void Voice::take(media::ByteSpan rtp) {
    const auto parsed = media::rtp::parse_rtp(rtp);
    if (!line_ || !parsed || parsed->payload_type != payload_type_ || parsed->payload.empty()) {
        return;
    }
    const auto ahead =
        static_cast<std::int16_t>(parsed->sequence - last_.value_or(parsed->sequence));
    if (last_ && ahead <= 0) {
        return;
    }
    time_ += last_ ? ticks_of(parsed->timestamp - last_timestamp_) : MediaDuration::zero();
    last_ = parsed->sequence;
    last_timestamp_ = parsed->timestamp;
    auto packet = std::make_shared<media::Packet>();
    packet->track = media::TrackKind::Audio;
    packet->kind = media::FrameKind::Key;
    packet->pts = packet->dts = time_;
    packet->data.assign(parsed->payload.begin(), parsed->payload.end());
    line_->send(packet);
}

}  // namespace porchlight::live
