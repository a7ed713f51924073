// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "media/picture.hpp"

#include <atomic>
#include <map>
#include <memory>
#include <string>

namespace porchlight::media {

struct CaptureSettings {
    /// A capture device of libavdevice: "v4l2" for /dev/video*, "lavfi" for a test picture.
    std::string format = "v4l2";
    std::string device;
    /// libavdevice's options, e.g. {"video_size", "1280x720"}, {"framerate", "15"}.
    std::map<std::string, std::string> options;
    /// When it becomes true, a blocked call returns soon with Cancelled. Outlives the capture; may
    /// be null.
    const std::atomic<bool>* interrupted = nullptr;
};

/// Uncoded pictures (raw or Motion JPEG) from a capture device. Blocks until a picture is there;
/// thread-bound.
class Capture {
  public:
    /// @error NotFound, PermissionDenied, Unavailable  As the device says.   @error Unsupported  No
    /// picture format
    ///        that we can read.
    static Result<Capture> open(const CaptureSettings& settings);
    ~Capture();
    Capture(Capture&&) noexcept;
    Capture& operator=(Capture&&) noexcept;
    Capture(const Capture&) = delete;
    Capture& operator=(const Capture&) = delete;

    [[nodiscard]] PictureSize size() const;
    /// Frames a second by the device, or 0.
    [[nodiscard]] double frame_rate() const;
    /// The next picture in 4:2:0 with even sides, `pts` from the device's clock.
    /// @error TimedOut  No picture for 5 s.   @error Unavailable  The device is gone.
    Result<Picture> read();

  private:
    struct State;
    explicit Capture(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace porchlight::media
