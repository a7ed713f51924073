// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "media/packet.hpp"

#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace porchlight::media {

struct DemuxerSettings {
    /// A path, or a URL that libavformat knows.
    std::string url;
    /// libavformat's name of the input format, or empty to guess.
    std::string format;
    /// libavformat's options, e.g. {"rtsp_transport", "tcp"}.
    std::map<std::string, std::string> options;
    /// Longest wait for one read or for opening.
    std::chrono::milliseconds timeout{10000};
    /// When it becomes true, a blocked call returns soon with Cancelled. Outlives the demuxer; may
    /// be null.
    const std::atomic<bool>* interrupted = nullptr;
};

/// Reads coded frames from a file or from anything that libavformat opens. Blocks: use it on a
/// thread of its own. Thread-bound.
class Demuxer {
  public:
    /// @error NotFound, PermissionDenied, TimedOut, Unavailable, Corrupt  As libavformat says; the
    /// sentence names
    ///        neither user nor password.   @error Unsupported  No video that we can record (H.264,
    ///        H.265).
    static Result<Demuxer> open(const DemuxerSettings& settings);
    ~Demuxer();
    Demuxer(Demuxer&&) noexcept;
    Demuxer& operator=(Demuxer&&) noexcept;
    Demuxer(const Demuxer&) = delete;
    Demuxer& operator=(const Demuxer&) = delete;

    [[nodiscard]] const std::optional<VideoTrack>& video() const;
    [[nodiscard]] const std::optional<AudioTrack>& audio() const;
    /// Of a file; zero for what has no end.
    [[nodiscard]] MediaDuration duration() const;
    /// Frames of the video track if the container says so, else 0.
    [[nodiscard]] std::int64_t frame_count() const;

    /// The device's or file's own time of the first frame read, which is zero on our line.
    [[nodiscard]] MediaTime origin() const;
    /// The next frame, times on one line that starts near zero; `arrived` and `wall` are for the
    /// caller.
    /// @return Empty at the end of the file.   @error TimedOut, Unavailable, Corrupt
    Result<std::optional<Packet>> read();
    /// Back to the start of a file.
    Result<> rewind();

  private:
    struct State;
    explicit Demuxer(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace porchlight::media
