// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "media/packet.hpp"

#include <memory>
#include <vector>

namespace porchlight::media {

/// G.711 in, AAC-LC out, so that browsers play what old cameras send. Thread-bound; a few
/// microseconds a packet.
class AudioTranscoder {
  public:
    /// @param from G.711 (either law), 1 or 2 channels. @error Unsupported  Another codec, or no
    /// AAC encoder.
    static Result<AudioTranscoder> create(const AudioTrack& from);
    ~AudioTranscoder();
    AudioTranscoder(AudioTranscoder&&) noexcept;
    AudioTranscoder& operator=(AudioTranscoder&&) noexcept;
    AudioTranscoder(const AudioTranscoder&) = delete;
    AudioTranscoder& operator=(const AudioTranscoder&) = delete;

    /// AAC with its AudioSpecificConfig.
    [[nodiscard]] const AudioTrack& track() const;
    /// @return The AAC frames that became whole, each of 1024 samples, timed by the samples; after
    /// a gap of more than 100 ms in the input the time line follows the input again.
    Result<std::vector<PacketPtr>> transcode(const Packet& packet);

  private:
    struct State;
    explicit AudioTranscoder(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace porchlight::media
