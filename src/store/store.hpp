// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rt/task.hpp"
#include "store/alert_store.hpp"
#include "store/device_store.hpp"
#include "store/doctor_store.hpp"
#include "store/house_store.hpp"
#include "store/types.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace porchlight::store {

/// Which clips, newest first.
struct ClipQuery {
    std::optional<CameraId> camera;
    /// Clips that overlap [from, to).
    std::optional<UtcTime> from;
    std::optional<UtcTime> to;
    std::optional<ClipKind> kind;
    std::optional<bool> pinned;
    /// Those that were deleted and can still be brought back, in place of all others.
    bool deleted = false;
    /// Only clips before this one in the order of the list: the last id of the page before. May
    /// have been deleted since.
    std::optional<ClipId> before;
    int limit = 50;  ///< 1 to 200.
};

struct ClipPage {
    std::vector<Clip> clips;
    std::optional<ClipId> next;  ///< `before` for the next page; unset at the end.
};

/// A span of time to draw.
struct SpanQuery {
    UtcTime from;
    UtcTime to;
    std::optional<CameraId> camera;
};

/// All that overlaps a span, oldest first. Each list is cut at `kMost` of its newest rows.
struct Timeline {
    static constexpr int kMost = 20000;
    std::vector<Clip> clips;
    std::vector<Gap> gaps;
    std::vector<Event> events;
};

/// What is known of a clip only when its last byte is on the disk.
struct ClipEnd {
    MediaDuration duration{};
    Bytes size;
    double score = 0;
};

struct ClipTotals {
    std::int64_t count = 0;
    Bytes size;  ///< Of finished clips.
    std::optional<UtcTime> oldest_start;
};

/// What one camera's clips take, deleted ones that still lie on the disk among them.
struct CameraUsage {
    CameraId camera;
    std::int64_t clips = 0;
    Bytes size;
    Bytes pinned;  ///< Of `size`.
    Bytes recent;  ///< Of `size`: of clips that began at or after `since`.
    UtcTime oldest_start;
};

enum class Pin : std::uint8_t { Off, On };

/// Where homes, people, cameras, events, clips, gaps, (DeviceStore) paired devices, (DoctorStore)
/// what the doctor has to know, (HouseStore) modes and their schedule and (AlertStore) what people
/// were told are remembered. What a call has changed when it returns success survives a power cut.
///
/// Thread-safe: calls may come from any thread and run one after the other. A call cancelled on its
/// way may or may not have happened. The store knows nothing of files: whoever removes a clip's row
/// removes its file first, so that a kill between the two leaves a row that `check` can find.
///
/// Common errors. @error NotFound  No such row.   @error Exhausted  The disk is full.   @error
/// Unavailable  The disk failed; try again.   @error Corrupt  The database is damaged.
class Store : public DeviceStore, public DoctorStore, public HouseStore, public AlertStore {
  public:
    virtual rt::Task<std::vector<Home>> homes() = 0;
    /// @error AlreadyExists
    virtual rt::Task<> add_home(Home home) = 0;
    virtual rt::Task<> update_home(Home home) = 0;

    virtual rt::Task<std::vector<User>> users(HomeId home) = 0;
    virtual rt::Task<User> user(UserId id) = 0;
    /// @param name Without regard to ASCII case.
    virtual rt::Task<User> user_by_name(HomeId home, std::string name) = 0;
    /// @error AlreadyExists  The name is taken in this home.
    virtual rt::Task<> add_user(User user) = 0;
    virtual rt::Task<> set_password_hash(UserId id, std::string password_hash) = 0;

    /// @error FailedPrecondition  Nobody would be the owner any more.
    virtual rt::Task<> set_role(UserId id, Role role) = 0;
    /// With sessions, subscriptions and invites. @error FailedPrecondition  As set_role's.
    virtual rt::Task<> remove_user(UserId id) = 0;

    /// Those that are over are forgotten.
    virtual rt::Task<> add_invite(Invite invite) = 0;
    virtual rt::Task<std::vector<Invite>> invites(HomeId home) = 0;
    virtual rt::Task<Invite> invite(std::string token_hash) = 0;
    virtual rt::Task<> remove_invite(InviteId id) = 0;
    /// Adds the person in place of the invite: of many who hold one link, one gets in.
    /// @error NotFound  No such invite.   @error AlreadyExists  The name is taken; the invite
    /// stays.
    virtual rt::Task<> accept_invite(InviteId id, User user) = 0;

    virtual rt::Task<> add_session(SessionRow session) = 0;
    virtual rt::Task<SessionRow> session(std::string token_hash) = 0;
    virtual rt::Task<> touch_session(std::string token_hash, UtcTime last_used,
                                     UtcTime expires) = 0;
    /// Newest first.
    virtual rt::Task<std::vector<SessionRow>> sessions(HomeId home) = 0;
    /// Success also when there is none.
    virtual rt::Task<> remove_session(std::string token_hash) = 0;
    virtual rt::Task<> remove_sessions_of(UserId user) = 0;
    virtual rt::Task<> remove_expired_sessions(UtcTime now) = 0;
    /// Remembers that a person signed in from there. The newest 100 of each person are kept.
    /// @return Whether it is new, and not the first of all.
    virtual rt::Task<bool> note_place(UserId user, std::string place, UtcTime now) = 0;

    /// In the order in which they were added.
    virtual rt::Task<std::vector<Camera>> cameras(HomeId home) = 0;
    virtual rt::Task<Camera> camera(CameraId id) = 0;
    /// @error AlreadyExists
    virtual rt::Task<> add_camera(Camera camera) = 0;
    virtual rt::Task<> update_camera(CameraId id, CameraSettings settings) = 0;
    /// Forgets its addresses and zones at once. Its name stays for as long as it has clips.
    virtual rt::Task<> remove_camera(CameraId id, UtcTime now) = 0;

    virtual rt::Task<> begin_event(Event event) = 0;
    /// Sets end and score; may be called again when an event goes on after all.
    virtual rt::Task<> update_event(EventId id, std::optional<UtcTime> end, double score) = 0;
    virtual rt::Task<Event> event(EventId id) = 0;
    /// Events that no end was written for.
    virtual rt::Task<std::vector<Event>> open_events() = 0;

    /// Before the first byte of the file is written. @error AlreadyExists
    virtual rt::Task<> begin_clip(Clip clip) = 0;
    /// After the last byte is on the disk.
    virtual rt::Task<> finish_clip(ClipId id, ClipEnd end) = 0;
    virtual rt::Task<> set_thumbnail(ClipId id) = 0;
    virtual rt::Task<Clip> set_pinned(ClipId id, Pin pin) = 0;
    /// All or nothing. @return Those that are there, as they are now.
    virtual rt::Task<std::vector<Clip>> pin_clips(std::vector<ClipId> ids, Pin pin) = 0;
    /// Marks clips as deleted at this running time, or (nothing) as not deleted. All or nothing.
    /// @return Those whose mark has changed, as they are now.
    virtual rt::Task<std::vector<Clip>> mark_deleted(std::vector<ClipId> ids,
                                                     std::optional<Microseconds> at) = 0;
    /// The row as it was.
    virtual rt::Task<Clip> remove_clip(ClipId id) = 0;
    virtual rt::Task<Clip> clip(ClipId id) = 0;
    /// @error InvalidArgument  `limit` is out of range.
    virtual rt::Task<ClipPage> clips(ClipQuery query) = 0;
    virtual rt::Task<std::vector<Clip>> clips_of_event(EventId event) = 0;
    /// Clips begun and never finished: being written now, or cut off by a kill.
    virtual rt::Task<std::vector<Clip>> unfinished_clips() = 0;
    /// Finished, unpinned, not deleted clips by the order of recording (`Clip::recorded`), oldest
    /// first.
    virtual rt::Task<std::vector<Clip>> oldest_unpinned(int limit) = 0;
    /// Finished clips that are marked as deleted, pinned or not, the longest deleted first.
    virtual rt::Task<std::vector<Clip>> oldest_deleted(int limit) = 0;
    /// Every clip with an id above `after`, by id; for walking them all. Start with `ClipId()`.
    virtual rt::Task<std::vector<Clip>> clips_after(ClipId after, int limit) = 0;
    virtual rt::Task<ClipTotals> clip_totals() = 0;
    /// How many clips that fit `query` (but for its times, `before` and `limit`) began between each
    /// edge and the next: one number fewer than edges. @param edges  Ascending.
    virtual rt::Task<std::vector<std::int64_t>> count_clips(ClipQuery query,
                                                            std::vector<UtcTime> edges) = 0;
    /// Of every camera that has clips, also removed ones.
    virtual rt::Task<std::vector<CameraUsage>> camera_usage(UtcTime since) = 0;

    virtual rt::Task<> begin_gap(Gap gap) = 0;
    virtual rt::Task<> end_gap(GapId id, UtcTime end) = 0;
    virtual rt::Task<std::vector<Gap>> open_gaps() = 0;
    /// Forgets all but the newest `most` finished events and as many finished gaps. By number, not
    /// by time: a wall clock that jumps ahead must not wipe the history.
    virtual rt::Task<> trim_history(int most) = 0;

    virtual rt::Task<Timeline> timeline(SpanQuery query) = 0;

    /// What is wrong within the database itself; empty when nothing is. Reads all of it.
    virtual rt::Task<std::vector<std::string>> self_check() = 0;

    /// A small value that must survive a restart. Empty when it was never set.
    virtual rt::Task<std::string> setting(std::string key) = 0;
    virtual rt::Task<> set_setting(std::string key, std::string value) = 0;
};

}  // namespace porchlight::store
