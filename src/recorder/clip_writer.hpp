// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "recorder/clip_file.hpp"
#include "recorder/fragment_cutter.hpp"
#include "recorder/parts.hpp"
#include "rt/channel.hpp"
#include "rt/gate.hpp"
#include "store/types.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace porchlight::recorder {

/// Why a clip ended before it was finished.
struct WriteFailure {
    store::GapReason reason = store::GapReason::StorageFailed;
    Error error{ErrorCode::Internal, "no error"};
    media::PacketPtr last_written;  ///< Empty when nothing of the clip is on the disk.
};

/// What a clip is to be, and who wants to know how it goes. The callbacks come on the media thread.
struct ClipPlan {
    store::Clip clip;  ///< A new row, not stored yet.
    media::Mp4Tracks tracks;
    /// The clip's picture is its first key frame that arrived then or later.
    MonotonicTime picture_from;
    /// The first frames are on the disk.
    std::function<void()> on_written;
    /// At most once; the writer then takes no more packets.
    std::function<void(const WriteFailure&)> on_failure;
};

/// Writes one clip: its row before the first byte, a synced fragment each second, its row again
/// after the last sync. A kill costs what is not yet in a fragment: at most a second and the time
/// of one write.
///
/// Strand-bound to the media thread; the disk's work is done on the disk thread. When the disk is
/// slow, what has piled up is written in one go; when more than `kMostWaiting` has piled up the
/// clip fails with DiskOverload.
class ClipWriter {
  public:
    static constexpr Bytes kMostWaiting = mebibytes(64);
    static constexpr std::chrono::seconds kRetryRow{1};

    /// @param holder Released when all is written.
    static std::shared_ptr<ClipWriter> start(const RecorderParts& parts, ClipPlan plan,
                                             rt::Gate::Holder holder);

    /// The first video packet must be a key frame.
    void add(const media::PacketPtr& packet);
    /// No more packets. @param end When the last frame ends, if known.   @param score Of the clip.
    void finish(std::optional<MediaTime> end, double score);
    /// The hub is stopping: what fails now is left for the next start to recover.
    void hurry() { in_hurry_ = true; }

    [[nodiscard]] MediaDuration duration_until(MediaTime time) const {
        return cutter_.duration_until(time);
    }

  private:
    ClipWriter(const RecorderParts& parts, ClipPlan plan);
    void choose_picture(const media::PacketPtr& packet);
    void make_picture();
    void queue(std::optional<CutFragment> fragment);

    static rt::Task<> run(std::shared_ptr<ClipWriter> self, rt::Gate::Holder holder);
    rt::Task<> write_all();
    rt::Task<> create();
    rt::Task<> write(std::vector<CutFragment> batch);
    rt::Task<> conclude();
    rt::Task<> settle_row();
    void fail(const Error& error);

    RecorderParts parts_;
    ClipPlan plan_;
    FragmentCutter cutter_;
    std::vector<CutFragment> waiting_;
    Bytes waiting_size_;
    rt::Wakeup wakeup_;
    bool finished_ = false;
    bool in_hurry_ = false;
    bool row_begun_ = false;
    media::PacketPtr picture_;
    bool picture_made_ = false;
    std::optional<WriteFailure> failure_;

    /// Touched on the disk thread while this waits for it.
    std::optional<ClipFile> file_;
    media::PacketPtr last_written_;
    MediaTime origin_;
    MediaTime written_until_;
};

}  // namespace porchlight::recorder
