// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "media/packet.hpp"

#include <memory>
#include <vector>

namespace porchlight::media {

/// Coded sound to samples, through libavcodec. Thread-bound.
class AudioDecoder {
  public:
    /// @param from AAC with its config, G.711 or Opus; 1 or 2 channels.
    /// @param sample_rate Hz.   @param channels 1 or 2. Of what comes out.
    /// @error Unsupported  Another codec, or one that this machine's libavcodec lacks.
    static Result<AudioDecoder> create(const AudioTrack& from, int sample_rate, int channels);
    ~AudioDecoder();
    AudioDecoder(AudioDecoder&&) noexcept;
    AudioDecoder& operator=(AudioDecoder&&) noexcept;
    AudioDecoder(const AudioDecoder&) = delete;
    AudioDecoder& operator=(const AudioDecoder&) = delete;

    /// @return -1 to 1, channel by turn. @error Corrupt  A packet that cannot be decoded; the next
    /// one may be.
    Result<std::vector<float>> decode(const Packet& packet);

  private:
    struct State;
    explicit AudioDecoder(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace porchlight::media
