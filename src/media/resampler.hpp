// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <memory>
#include <vector>

struct AVFrame;

namespace porchlight::media {

/// Sound frames of whatever kind as samples of one rate and number of channels. Made anew by itself
/// when the frames change. Only .cpp files of media/ include this. Thread-bound.
class Resampler {
  public:
    /// @param sample_rate Hz.   @param channels 1 or 2. Of what comes out.
    Resampler(int sample_rate, int channels);
    ~Resampler();
    Resampler(Resampler&&) noexcept;
    Resampler& operator=(Resampler&&) noexcept;
    Resampler(const Resampler&) = delete;
    Resampler& operator=(const Resampler&) = delete;

    /// @return -1 to 1, channel by turn; fewer at first, as a filter has to fill.
    /// @error Unsupported  It cannot be converted.
    Result<std::vector<float>> convert(const AVFrame& frame);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace porchlight::media
