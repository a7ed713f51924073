// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/packet_ring.hpp"
#include "recorder/gaps.hpp"
#include "rt/backoff.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace porchlight::recorder {

/// Where a clip goes on when its storage takes video again.
struct ResumePoint {
    media::PacketPtr after;  ///< The last frame on the disk, if any of that clip.
    MonotonicTime from;      ///< Else: when the clip's first frame arrived.
};

/// Storage refuses one camera's video: why, since when, and when to try again. Trouble lasts until
/// frames are on the disk again, and is a gap unless it was too short for one.
/// Strand-bound to the media thread.
class StorageTrouble {
  public:
    /// Longest wait before a disk that failed is tried again.
    static constexpr std::chrono::seconds kLongestRetry{10};
    /// Trouble that cost less than this left no gap worth a row.
    static constexpr std::chrono::seconds kShortest{1};

    /// All outlive this.
    StorageTrouble(GapTracker* gaps, const Clock* clock, Random* random)
        : gaps_(gaps), clock_(clock), random_(random) {}

    [[nodiscard]] bool exists() const { return state_.has_value(); }
    /// Or goes on, with another cause, since its beginning. Waits before the next try.
    void begin(GapCause cause, Instant since, ResumePoint resume);
    /// Its gap begins now, and not only if it lasts.   @param sentence Better than the first one.
    void open_gap(std::optional<std::string> sentence = std::nullopt);
    [[nodiscard]] bool is_due(MonotonicTime now) const { return state_ && now >= state_->retry_at; }
    /// A try begins; the next one waits.
    void postpone();
    /// What the ring still holds of that which should be on the disk.
    [[nodiscard]] std::vector<media::PacketPiece> unwritten(const media::PacketRing& ring) const;
    /// Nothing has to be written any more.
    void end(Instant at);
    /// Frames are on the disk again.
    void overcome(Instant at);

  private:
    struct State {
        GapCause cause;
        Instant since;
        MonotonicTime retry_at;
        ResumePoint resume;
    };
    [[nodiscard]] MonotonicTime next_try();

    GapTracker* gaps_;
    const Clock* clock_;
    Random* random_;
    rt::Backoff backoff_;
    std::optional<State> state_;
};

}  // namespace porchlight::recorder
