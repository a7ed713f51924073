// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.hpp"
#include "base/units.hpp"
#include "recorder/parts.hpp"
#include "rt/job.hpp"

#include <chrono>
#include <optional>
#include <vector>

namespace porchlight::recorder {

/// How long clips are kept. Nothing set: as long as the disk has room.
struct RetentionRules {
    std::optional<std::chrono::days> keep_for;
    std::optional<Bytes> keep_below;
    /// Free space that recording never takes, so that the database lives. Unset: 1 GiB or 2 % of
    /// the disk, whichever is more, but never more than a tenth of a small one.
    std::optional<Bytes> reserve;
};

/// How the store stands, as of the last look.
struct StorageState {
    Bytes clips;
    Bytes free;
    Bytes total;
    Bytes reserve;
    std::optional<UtcTime> oldest_clip;
    std::optional<Error> problem;  ///< Full, or cannot be looked at.
};

/// Removes clips that are too old or too many, oldest first by the hub's running time, never a
/// pinned one. Recording stops for want of space only when nothing but pinned clips is left.
///
/// A clip's file goes before its row, because a full disk may have no room for the row's deletion.
/// Strand-bound to the media thread.
class Retention {
  public:
    static constexpr std::chrono::seconds kPeriod{10};
    /// Of events and gaps each.
    static constexpr int kMostHistory = 200000;
    /// How long a deleted clip can be brought back, by the hub's running time.
    static constexpr std::chrono::minutes kUndo{10};

    /// @param parts All but `retention` and `thumbnails` is used.
    Retention(RecorderParts parts, RetentionRules rules);

    /// Looks every `kPeriod` from now on.
    void start();
    rt::Task<> stop();
    void set_rules(RetentionRules rules) { rules_ = rules; }

    /// Looks once: applies age, size and reserve.
    rt::Task<> look();
    /// The disk refused to write. Deletes at least one clip and as many as the reserve needs.
    /// @error Exhausted  Nothing but pinned clips is left; the sentence says what the owner can do.
    rt::Task<> make_room();

    /// True when recording would eat into the reserve and nothing is left to delete.
    [[nodiscard]] bool is_full() const { return full_; }
    [[nodiscard]] const StorageState& state() const { return state_; }
    [[nodiscard]] static Error full_error();

    /// Deletes clips as a person does: they leave every list at once, and the disk after `kUndo`.
    /// The wait is here and not in the browser, so that closing the page neither loses a clip early
    /// nor keeps one for ever. Sooner only when recording would stop for want of space.
    /// @return Those that were not deleted before.
    rt::Task<std::vector<store::Clip>> discard(std::vector<ClipId> ids);
    /// Undoes it. @return Those that are back; the others were not deleted, or are gone.
    rt::Task<std::vector<store::Clip>> bring_back(std::vector<ClipId> ids);
    /// Removes one clip at once, pinned or not: file, picture, row. @error NotFound
    rt::Task<> remove_clip(ClipId id);
    /// All finished clips of a camera.
    rt::Task<> remove_clips_of(CameraId camera);

  private:
    rt::Task<> run();
    rt::Task<> apply();
    /// @return False when none was removed.
    rt::Task<bool> remove_oldest_if_due();
    /// @return False when its row was gone already.
    [[nodiscard]] rt::Task<bool> remove_files_and_row(store::Clip clip) const;
    rt::Task<> refresh();
    /// The clip to remove next, if one is due.
    rt::Task<std::optional<store::Clip>> next_to_go();
    [[nodiscard]] bool is_due(const store::Clip& oldest) const;
    [[nodiscard]] Bytes reserve_of(Bytes total) const;

    RecorderParts parts_;
    RetentionRules rules_;
    StorageState state_;
    bool full_ = false;
    std::optional<rt::Job> job_;
};

}  // namespace porchlight::recorder
