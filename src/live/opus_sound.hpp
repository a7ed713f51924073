// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "live/rtp_stream.hpp"
#include "media/audio_transcoder.hpp"
#include "media/packet.hpp"

#include <memory>
#include <optional>

namespace porchlight::live {

/// A camera's sound as browsers over WebRTC hear it: Opus as it comes, G.711 and AAC turned into
/// it, and only while somebody listens. Sound that cannot be turned is left out; it never harms the
/// picture. Strand-bound.
class OpusSound {
  public:
    explicit OpusSound(Random& random)
        : rtp_(std::make_shared<RtpStream>(random, media::TrackKind::Audio)) {}

    /// A stream begins. Nothing: it is silent.
    void start(const std::optional<media::AudioTrack>& track);
    void send(const media::PacketPtr& packet);
    /// The stream is lost.
    void stop();

    /// Null while there is no sound that browsers could hear.
    [[nodiscard]] std::shared_ptr<RtpStream> rtp() const {
        return rtp_->is_playing() ? rtp_ : nullptr;
    }

  private:
    std::shared_ptr<RtpStream> rtp_;
    std::optional<media::AudioTrack> track_;
    /// While somebody listens to what is not Opus.
    std::optional<media::AudioTranscoder> transcoder_;
};

}  // namespace porchlight::live
