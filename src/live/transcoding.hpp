// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "live/broadcast.hpp"
#include "rt/worker_pool.hpp"

#include <chrono>
#include <memory>
#include <optional>

namespace porchlight::live {

/// One stream as H.264, for browsers that cannot play what the camera sends: decoded and encoded
/// again once for all of them, at most 1920x1080, and only while one of them watches.
///
/// It is the dearest thing that a hub does, so it gives way: a picture for which there is no time
/// is decoded and not encoded, and when not even that goes, frames are dropped up to the next key
/// frame. Recording goes on untouched.
///
/// Strand-bound to the media thread; decodes and encodes at the worker pool.
class Transcoding {
  public:
    /// It goes on for so long after the last one left.
    static constexpr std::chrono::seconds kLinger{10};
    /// Frames that may wait: a second and more. Beyond that they are dropped.
    static constexpr std::size_t kQueued = 40;
    /// A picture older than this is not encoded while newer ones wait.
    static constexpr std::chrono::milliseconds kLate{250};
    static constexpr PictureSize kLargest{1920, 1080};

    /// @param pool, clock, random  Outlive it.
    Transcoding(const rt::WorkerPool& pool, rt::asio::any_io_executor media, const Clock& clock,
                Random& random);
    /// Ends all its viewers.
    ~Transcoding();
    Transcoding(const Transcoding&) = delete;
    Transcoding& operator=(const Transcoding&) = delete;
    Transcoding(Transcoding&&) = delete;
    Transcoding& operator=(Transcoding&&) = delete;

    /// Where whoever watches it joins. `of` is encoded again from now on, if it is not already.
    /// @error Unavailable  There is no picture of `of` now.
    /// @error Unsupported, Corrupt  It cannot be decoded, or this machine has no encoder.
    Result<Broadcast*> join(const Broadcast& of);

    /// What the stream says, while it runs; else nothing happens.
    void start(const media::VideoTrack& track);
    void send(const media::PacketPtr& packet);
    void interrupt(const Error& why);

    /// Ends it when nobody has watched for `kLinger`. Call it every few seconds.
    void tick();
    [[nodiscard]] bool is_running() const { return broadcast_ != nullptr; }
    [[nodiscard]] bool is_watched() { return broadcast_ && broadcast_->is_watched(); }
    /// Null while it does not run.
    [[nodiscard]] Broadcast* broadcast() { return broadcast_.get(); }

    /// What it costs and how it copes, between the last two calls of `tick`.
    struct Load {
        double cores = 0;     ///< Of this machine's processor cores, 0.4 for two fifths of one.
        double left_out = 0;  ///< Share of the pictures that nobody got, 0 to 1.
        bool operator==(const Load&) const = default;
    };
    [[nodiscard]] const Load& load() const { return load_; }

  private:
    class Line;

    const rt::WorkerPool& pool_;
    rt::asio::any_io_executor media_;
    const Clock& clock_;
    Random& random_;
    std::unique_ptr<Broadcast> broadcast_;
    std::shared_ptr<Line> line_;
    MonotonicTime watched_;
    MonotonicTime ticked_;
    Load load_;
};

}  // namespace porchlight::live
