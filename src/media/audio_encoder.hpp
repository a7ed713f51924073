// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "media/packet.hpp"

#include <memory>
#include <span>
#include <vector>

namespace porchlight::media {

/// Samples to coded frames, through libavcodec: AAC-LC and Opus with 32 kbit/s a channel (speech is
/// plain at 16 kHz), and G.711. Thread-bound.
class AudioEncoder {
  public:
    /// @param codec Aac, Opus, Pcmu or Pcma.   @param sample_rate Hz, of those that the codec
    /// knows.   @param channels 1 or 2.
    /// @error Unsupported  This machine's libavcodec has no such encoder, or not for this rate.
    static Result<AudioEncoder> create(Codec codec, int sample_rate, int channels);
    ~AudioEncoder();
    AudioEncoder(AudioEncoder&&) noexcept;
    AudioEncoder& operator=(AudioEncoder&&) noexcept;
    AudioEncoder(const AudioEncoder&) = delete;
    AudioEncoder& operator=(const AudioEncoder&) = delete;

    /// AAC with its AudioSpecificConfig.
    [[nodiscard]] const AudioTrack& track() const;
    /// So many samples of each channel make a frame: 1024 of AAC, 20 ms of the others.
    [[nodiscard]] std::size_t frame_samples() const;
    /// @param samples Of one frame, -1 to 1, channel by turn.   @param pts Of its first sample.
    /// @return The frames that came out; the AAC encoder holds one back, and each has the time of
    /// what is in it. `arrived` and `wall` are for the caller to fill.
    Result<std::vector<Packet>> encode(std::span<const float> samples, MediaTime pts);

  private:
    struct State;
    explicit AudioEncoder(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace porchlight::media
