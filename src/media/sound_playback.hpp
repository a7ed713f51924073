// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <memory>
#include <span>
#include <string>

namespace porchlight::media {

struct SoundPlaybackSettings {
    /// An output device of libavdevice: "alsa" for a sound card.
    std::string format = "alsa";
    std::string device = "default";
    /// Hz, of what `write` takes.
    int sample_rate = 16000;
};

/// Sound of one channel to an output device. Blocks while the device is ahead of real time by what
/// it holds; thread-bound. The device is in use from `open` until it is destroyed, which waits
/// until all is played.
class SoundPlayback {
  public:
    /// @error Unavailable  There is no such device, or another program has it.
    /// @error Unsupported  This machine's libavdevice does not know the format.
    static Result<SoundPlayback> open(const SoundPlaybackSettings& settings);
    ~SoundPlayback();
    SoundPlayback(SoundPlayback&&) noexcept;
    SoundPlayback& operator=(SoundPlayback&&) noexcept;
    SoundPlayback(const SoundPlayback&) = delete;
    SoundPlayback& operator=(const SoundPlayback&) = delete;

    /// @param samples -1 to 1. @error Unavailable  The device is gone.
    Result<> write(std::span<const float> samples);

  private:
    struct State;
    explicit SoundPlayback(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace porchlight::media
