// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "hal/speaker.hpp"
#include "live/rtsp/voice.hpp"
#include "media/audio_decoder.hpp"

#include <optional>

namespace porchlight::camera {

/// What is said through the camera, from coded frames to its loudspeaker. A voice that begins, or
/// goes on after a pause, fades in: nobody is startled by a click. Strand-bound.
class Mouth final : public live::VoiceSink {
  public:
    static constexpr std::chrono::milliseconds kFadeIn{40};

    /// Both outlive it.
    Mouth(hal::Speaker& speaker, const Clock& clock) : speaker_(speaker), clock_(clock) {}

    void on_voice(const media::AudioTrack& track, const media::Packet& packet) override;
    /// Somebody has spoken within the last moments.
    [[nodiscard]] bool is_speaking() const;

  private:
    Result<> prepare(const media::AudioTrack& track);

    hal::Speaker& speaker_;
    const Clock& clock_;
    media::AudioTrack track_;
    std::optional<media::AudioDecoder> decoder_;
    std::optional<MonotonicTime> last_;
    std::size_t said_ = 0;  ///< Samples since the voice began.
};

}  // namespace porchlight::camera
