// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "media/packet.hpp"

#include <memory>
#include <vector>

namespace porchlight::media {

/// Sound in one coding in, in another out: G.711 as AAC, so that clips play in browsers; AAC and
/// G.711 as Opus, for listening over WebRTC; Opus as G.711 or AAC, for speaking through a camera.
/// Thread-bound; a few microseconds a packet from G.711, some 100 to and from the others.
class AudioTranscoder {
  public:
    /// @param from G.711 (either law), AAC with its config, or Opus; 1 or 2 channels.
    /// @param to Aac, Pcmu, Pcma or Opus, another than `from`'s. Opus is always 48 kHz and G.711
    /// one channel.
    /// @param sample_rate Hz, of AAC and G.711; 0: 8 kHz for G.711, and AAC as G.711's own, or 16
    /// kHz from Opus.
    /// @error Unsupported  Not these codecs, not this rate, or libavcodec lacks one of them.
    static Result<AudioTranscoder> create(const AudioTrack& from, Codec to, int sample_rate = 0);
    ~AudioTranscoder();
    AudioTranscoder(AudioTranscoder&&) noexcept;
    AudioTranscoder& operator=(AudioTranscoder&&) noexcept;
    AudioTranscoder(const AudioTranscoder&) = delete;
    AudioTranscoder& operator=(const AudioTranscoder&) = delete;

    /// What comes out; AAC with its AudioSpecificConfig.
    [[nodiscard]] const AudioTrack& track() const;
    /// @return The frames that became whole, timed by the samples; after a gap of more than 100 ms
    /// in the input the time line follows the input again. A frame is 1024 samples of AAC, and 20
    /// ms of Opus and G.711. A packet that cannot be decoded is left out.
    Result<std::vector<PacketPtr>> transcode(const Packet& packet);
    /// How loud the last packet was that went in: the root mean square of its samples, 0 to 1.
    [[nodiscard]] double loudness() const;

  private:
    struct State;
    explicit AudioTranscoder(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace porchlight::media
