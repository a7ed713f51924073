// SPDX-License-Identifier: Apache-2.0
#include "live/opus_sound.hpp"

#include "base/log.hpp"

#include <utility>

namespace porchlight::live {

void OpusSound::start(const std::optional<media::AudioTrack>& track) {
    stop();
    track_ = track;
    if (track_) {
        rtp_->start_sound();
    }
}

void OpusSound::stop() {
    track_.reset();
    transcoder_.reset();
    rtp_->interrupt(Error(ErrorCode::Unavailable, "There is no sound now."));
}

void OpusSound::send(const media::PacketPtr& packet) {
    if (!track_ || packet->track != media::TrackKind::Audio) {
        return;
    }
    if (track_->codec == media::Codec::Opus) {
        rtp_->send(packet);
        return;
    }
    if (!rtp_->has_viewers()) {
        transcoder_.reset();
        return;
    }
    if (!transcoder_) {
        auto made = media::AudioTranscoder::create(*track_, media::Codec::Opus);
        if (!made) {
            log::info("live", "No sound for browsers: {}", made.error().message());
            stop();
            return;
        }
        transcoder_ = std::move(*made);
    }
    if (const auto made = transcoder_->transcode(*packet)) {
        for (const media::PacketPtr& opus : *made) {
            rtp_->send(opus);
        }
    }
}

}  // namespace porchlight::live
