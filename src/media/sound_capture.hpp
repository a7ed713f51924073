// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <atomic>
#include <memory>
#include <string>
#include <vector>

namespace porchlight::media {

struct SoundCaptureSettings {
    /// A capture device of libavdevice: "alsa" for a sound card, "lavfi" for a made-up sound.
    std::string format = "alsa";
    std::string device = "default";
    /// Hz, of what `read` gives, whatever the device does.
    int sample_rate = 16000;
    /// When it becomes true, a blocked call returns soon with Cancelled. Outlives the capture; may
    /// be null.
    const std::atomic<bool>* interrupted = nullptr;
};

/// Sound from a capture device, as one channel. Blocks until there is some; thread-bound. The
/// device is in use from `open` until it is destroyed.
class SoundCapture {
  public:
    /// @error Unavailable  There is no such device, or another program has it.
    /// @error Unsupported  This machine's libavdevice does not know the format.
    static Result<SoundCapture> open(const SoundCaptureSettings& settings);
    ~SoundCapture();
    SoundCapture(SoundCapture&&) noexcept;
    SoundCapture& operator=(SoundCapture&&) noexcept;
    SoundCapture(const SoundCapture&) = delete;
    SoundCapture& operator=(const SoundCapture&) = delete;

    /// The next samples, -1 to 1, as soon as the device has them.
    /// @error TimedOut  Nothing for 5 s.   @error Unavailable  The device is gone.
    Result<std::vector<float>> read();

  private:
    struct State;
    explicit SoundCapture(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace porchlight::media
