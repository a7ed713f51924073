// SPDX-License-Identifier: Apache-2.0
#include "recorder/playable_audio.hpp"

#include "media/fmp4.hpp"

#include <fmt/format.h>

namespace porchlight::recorder {

using media::Codec;

PlayableAudio::PlayableAudio(const media::AudioTrack& from) {
    const bool g711 = from.codec == Codec::Pcmu || from.codec == Codec::Pcma;
    if (g711) {
        auto transcoder = media::AudioTranscoder::create(from, Codec::Aac);
        if (!transcoder) {
            note_ = "Recorded without sound: " + transcoder.error().message();
            return;
        }
        transcoder_ = std::move(*transcoder);
        track_ = transcoder_->track();
        return;
    }
    // A track that MP4 cannot describe would spoil the whole file, so it is tried here.
    if (const auto init = media::make_init_segment({std::nullopt, from}); !init) {
        note_ = "Recorded without sound: " + init.error().message();
        return;
    }
    if (from.codec == Codec::Aac && from.config.empty()) {
        note_ = "Recorded without sound: the camera does not say how its AAC is coded";
        return;
    }
    track_ = from;
}

std::vector<media::PacketPtr> PlayableAudio::convert(const media::PacketPtr& packet) {
    if (!track_) {
        return {};
    }
    if (!transcoder_) {
        return {packet};
    }
    auto converted = transcoder_->transcode(*packet);
    return converted ? std::move(*converted) : std::vector<media::PacketPtr>();
}

}  // namespace porchlight::recorder
