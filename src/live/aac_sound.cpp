// SPDX-License-Identifier: Apache-2.0
#include "live/aac_sound.hpp"

#include "base/log.hpp"
#include "media/fmp4.hpp"

#include <algorithm>
#include <utility>

namespace porchlight::live {

namespace {

/// Samples of one AAC frame. @source ISO/IEC 14496-3 section 4.5.1.1.
constexpr int kFrameSamples = 1024;

MediaDuration frame_of(const media::AudioTrack& track) {
    return MediaDuration(std::int64_t{90000} * kFrameSamples / std::max(1, track.sample_rate));
}

Error no_sound() {
    return {ErrorCode::Unavailable, "There is no sound from this camera now."};
}

}  // namespace

void AacSound::start(const std::optional<media::AudioTrack>& track) {
    track_ = track;
    transcoder_.reset();
    origin_.reset();
    if (!listeners_.is_empty()) {
        listeners_.send(begin());
    }
}

void AacSound::stop() {
    track_.reset();
    transcoder_.reset();
    listeners_.send(no_sound());
}

void AacSound::add(const std::shared_ptr<Viewer>& listener) {
    const Message greeting = begin();
    listeners_.add(listener, std::span(&greeting, 1));
}

void AacSound::send(const media::PacketPtr& packet) {
    if (!track_ || packet->track != media::TrackKind::Audio) {
        return;
    }
    if (listeners_.is_empty()) {
        transcoder_.reset();
        return;
    }
    if (track_->codec == media::Codec::Aac) {
        pass(packet, *track_);
        return;
    }
    if (!transcoder_) {
        return;  // It cannot be turned, and the listeners were told.
    }
    if (const auto made = transcoder_->transcode(*packet)) {
        for (const media::PacketPtr& aac : *made) {
            pass(aac, transcoder_->track());
        }
    }
}

Message AacSound::begin() {
    const auto began = try_to_begin();
    return began ? Message(*began) : Message(began.error());
}

Result<Start> AacSound::try_to_begin() {
    if (!track_) {
        return no_sound();
    }
    if (track_->codec != media::Codec::Aac && !transcoder_) {
        auto made = media::AudioTranscoder::create(*track_, media::Codec::Aac);
        if (!made) {
            log::info("live", "No sound for browsers: {}", made.error().message());
            return no_sound();
        }
        transcoder_ = std::move(*made);
    }
    const media::Mp4Tracks tracks{std::nullopt, transcoder_ ? transcoder_->track() : *track_};
    PL_TRY(auto init, media::make_init_segment(tracks));
    return Start{StreamKind::Sound,
                 media::Codec::Aac,
                 "audio/mp4; codecs=\"" + media::codecs_parameter(tracks) + "\"",
                 {},
                 std::make_shared<media::ByteVector>(std::move(init))};
}

void AacSound::pass(const media::PacketPtr& aac, const media::AudioTrack& track) {
    origin_ = origin_.value_or(aac->dts);
    const MediaTime end = aac->dts + frame_of(track);
    const auto fragment =
        media::make_fragment(sequence_++, *origin_, {}, {std::span(&aac, 1), end});
    listeners_.send(
        Segment{media::FrameKind::Key, std::make_shared<media::ByteVector>(fragment.bytes())});
}

}  // namespace porchlight::live
