// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "live/audience.hpp"
#include "media/audio_transcoder.hpp"
#include "media/packet.hpp"

#include <cstdint>
#include <memory>
#include <optional>

namespace porchlight::live {

/// A camera's sound as browsers hear it that WebRTC does not reach: fragmented MP4, AAC as it
/// comes, G.711 and Opus turned into it, and only while somebody listens. Sound that cannot be
/// turned is left out; it never harms the picture. Strand-bound.
class AacSound {
  public:
    /// A stream begins. Nothing: it is silent.
    void start(const std::optional<media::AudioTrack>& track);
    void send(const media::PacketPtr& packet);
    /// The stream is lost.
    void stop();

    /// A listener that is destroyed has left. Its first message is a Start, or an Error while there
    /// is no sound.
    void add(const std::shared_ptr<Viewer>& listener);

  private:
    /// What listeners are told first; opens the transcoder where one is needed.
    [[nodiscard]] Message begin();
    [[nodiscard]] Result<Start> try_to_begin();
    void pass(const media::PacketPtr& aac, const media::AudioTrack& track);

    Audience listeners_;
    std::optional<media::AudioTrack> track_;
    /// While somebody listens to what is not AAC.
    std::optional<media::AudioTranscoder> transcoder_;
    std::optional<MediaTime> origin_;
    std::uint32_t sequence_ = 1;
};

}  // namespace porchlight::live
