// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/audio_transcoder.hpp"
#include "media/packet.hpp"

#include <optional>
#include <string>
#include <vector>

namespace porchlight::recorder {

/// A camera's sound as a clip can hold it: AAC and Opus as they come, G.711 as AAC, anything else
/// not at all. Sound that cannot be kept never harms the video. Thread-bound.
class PlayableAudio {
  public:
    /// Silent.
    PlayableAudio() = default;
    explicit PlayableAudio(const media::AudioTrack& from);

    /// What the packets hold; empty when there is no sound.
    [[nodiscard]] const std::optional<media::AudioTrack>& track() const { return track_; }
    /// Why there is no sound although the camera sends some; else empty.
    [[nodiscard]] const std::string& note() const { return note_; }
    /// The packets to record for one audio packet of the camera.
    std::vector<media::PacketPtr> convert(const media::PacketPtr& packet);

  private:
    std::optional<media::AudioTrack> track_;
    std::optional<media::AudioTranscoder> transcoder_;
    std::string note_;
};

}  // namespace porchlight::recorder
