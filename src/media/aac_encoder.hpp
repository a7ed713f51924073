// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "media/packet.hpp"

#include <memory>
#include <span>
#include <vector>

namespace porchlight::media {

/// AAC-LC of libavcodec's own encoder, 32 kbit/s a channel: speech is plain at 16 kHz.
/// Thread-bound.
class AacEncoder {
  public:
    /// @param sample_rate Hz, of those that AAC knows.   @param channels 1 or 2.
    /// @error Unsupported  No AAC encoder, or not this rate.
    static Result<AacEncoder> create(int sample_rate, int channels);
    ~AacEncoder();
    AacEncoder(AacEncoder&&) noexcept;
    AacEncoder& operator=(AacEncoder&&) noexcept;
    AacEncoder(const AacEncoder&) = delete;
    AacEncoder& operator=(const AacEncoder&) = delete;

    /// With its AudioSpecificConfig.
    [[nodiscard]] const AudioTrack& track() const;
    /// So many samples of each channel make a frame.
    [[nodiscard]] std::size_t frame_samples() const;
    /// @param samples Of one frame, -1 to 1, channel by turn.   @param pts Of its first sample.
    /// @return The frames that came out; the encoder holds one back, and each has the time of what
    /// is in it. `arrived` and `wall` are for the caller to fill.
    Result<std::vector<Packet>> encode(std::span<const float> samples, MediaTime pts);

  private:
    struct State;
    explicit AacEncoder(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace porchlight::media
