// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/units.hpp"
#include "media/fmp4.hpp"
#include "recorder/clip_file.hpp"
#include "recorder/fragment_cutter.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace porchlight::camera {

/// A clip that the camera keeps until its hub has it.
struct KeptClip {
    std::int64_t id = 0;  ///< Positive; grows with the time of making.
    UtcTime start;        ///< By the camera's clock.
    /// 0 if power went before its end: then the file knows better.
    std::chrono::milliseconds duration{0};
    Bytes size;
    friend bool operator==(const KeptClip&, const KeptClip&) = default;
};

/// The camera's own clips while its hub is away, in a folder of bounded size: the oldest go first.
/// The open clip is synced each second; what a power cut leaves of it is a clip like the others.
///
///     <id>-<start>.open.mp4              grows
///     <id>-<start>-<duration>.mp4        is finished; times in milliseconds
///
/// Thread-bound to a thread that may block.
class ClipRing {
  public:
    /// Makes the folder if it is missing, and finds what is there; files of others are left alone.
    /// @param limit For all clips together. @error PermissionDenied, Exhausted, Unavailable
    static Result<ClipRing> open(std::string folder, Bytes limit);

    /// @param id Not used before.
    /// @error FailedPrecondition  One is open.   @error Corrupt, Unsupported  The tracks.   Else by
    /// the disk.
    Result<> begin(std::int64_t id, UtcTime start, const media::Mp4Tracks& tracks);
    /// The first video packet of a clip must be a key frame.
    /// @error Exhausted  The clip alone fills the ring, or the disk is full: end it.
    /// @error FailedPrecondition  None is open.   @error Unavailable
    Result<> add(const media::PacketPtr& packet);
    /// @return The clip; nothing if not a single frame of it came. @error As `add`.
    Result<std::optional<KeptClip>> finish();
    [[nodiscard]] bool is_recording() const { return open_.has_value(); }

    /// Finished ones, the oldest first.
    [[nodiscard]] const std::vector<KeptClip>& clips() const { return clips_; }
    [[nodiscard]] Bytes used() const;
    [[nodiscard]] Bytes limit() const { return limit_; }
    /// How many went to make room since the start.
    [[nodiscard]] int lost() const { return lost_; }
    /// A piece of a finished clip; shorter than `size` only at its end. @error NotFound,
    /// Unavailable
    [[nodiscard]] Result<std::string> read(std::int64_t id, Bytes offset, std::size_t size) const;
    /// The hub has it, or nobody wants it. Done already if there is none.
    Result<> remove(std::int64_t id);

  private:
    struct Open {
        KeptClip clip;
        recorder::ClipFile file;
        recorder::FragmentCutter cutter;
        std::optional<MediaTime> first;
        MediaTime end;
    };

    ClipRing(std::string folder, Bytes limit) : folder_(std::move(folder)), limit_(limit) {}
    Result<> find_clips();
    Result<> append(Open& open, recorder::CutFragment fragment);
    Result<> make_room(Bytes size);
    [[nodiscard]] std::string path_of(const KeptClip& clip) const;
    [[nodiscard]] std::string open_path_of(const KeptClip& clip) const;

    std::string folder_;
    Bytes limit_;
    std::vector<KeptClip> clips_;
    std::optional<Open> open_;
    int lost_ = 0;
};

}  // namespace porchlight::camera
