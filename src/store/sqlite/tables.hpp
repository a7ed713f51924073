// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/sqlite/connection.hpp"
#include "store/store.hpp"

#include <string>
#include <vector>

// What each call of Store does, as plain functions on the one connection. store.hpp says what they
// promise. Thread-bound, as the connection is.

namespace porchlight::store::sqlite {

// people.cpp
Result<std::vector<Home>> homes(Connection& db);
Result<> add_home(Connection& db, const Home& home);
Result<> update_home(Connection& db, const Home& home);
Result<std::vector<User>> users(Connection& db, HomeId home);
Result<User> user(Connection& db, UserId id);
Result<User> user_by_name(Connection& db, HomeId home, const std::string& name);
Result<> add_user(Connection& db, const User& user);
Result<> set_password_hash(Connection& db, UserId id, const std::string& password_hash);
Result<> set_role(Connection& db, UserId id, Role role);
Result<> remove_user(Connection& db, UserId id);
Result<> add_invite(Connection& db, const Invite& invite);
Result<std::vector<Invite>> invites(Connection& db, HomeId home);
Result<Invite> invite(Connection& db, const std::string& token_hash);
Result<> remove_invite(Connection& db, InviteId id);
Result<> accept_invite(Connection& db, InviteId id, const User& user);

// sessions.cpp
Result<> add_session(Connection& db, const SessionRow& session);
Result<SessionRow> session(Connection& db, const std::string& token_hash);
Result<> touch_session(Connection& db, const std::string& token_hash, UtcTime last_used,
                       UtcTime expires);
Result<std::vector<SessionRow>> sessions(Connection& db, HomeId home);
Result<> remove_session(Connection& db, const std::string& token_hash);
Result<> remove_sessions_of(Connection& db, UserId user);
Result<> remove_expired_sessions(Connection& db, UtcTime now);
Result<bool> note_place(Connection& db, UserId user, const std::string& place, UtcTime now);

// people.cpp
Result<std::string> setting(Connection& db, const std::string& key);
Result<> set_setting(Connection& db, const std::string& key, const std::string& value);

// cameras.cpp
Result<std::vector<Camera>> cameras(Connection& db, HomeId home);
Result<Camera> camera(Connection& db, CameraId id);
Result<> add_camera(Connection& db, const Camera& camera);
Result<> update_camera(Connection& db, CameraId id, const CameraSettings& settings);
Result<> remove_camera(Connection& db, CameraId id, UtcTime now);
/// Removed cameras that have no clips left. Done once, when the store opens.
Result<> forget_removed_cameras(Connection& db);

// clips.cpp
Result<> begin_clip(Connection& db, const Clip& clip);
Result<> finish_clip(Connection& db, ClipId id, const ClipEnd& end);
Result<> set_thumbnail(Connection& db, ClipId id);
Result<Clip> set_pinned(Connection& db, ClipId id, Pin pin);
Result<std::vector<Clip>> pin_clips(Connection& db, const std::vector<ClipId>& ids, Pin pin);
Result<std::vector<Clip>> mark_deleted(Connection& db, const std::vector<ClipId>& ids,
                                       const std::optional<Microseconds>& at);
Result<Clip> remove_clip(Connection& db, ClipId id);
Result<Clip> clip(Connection& db, ClipId id);
Result<ClipPage> clips(Connection& db, const ClipQuery& query);
Result<std::vector<Clip>> clips_of_event(Connection& db, EventId event);
Result<std::vector<Clip>> unfinished_clips(Connection& db);
Result<std::vector<Clip>> oldest_unpinned(Connection& db, int limit);
Result<std::vector<Clip>> oldest_deleted(Connection& db, int limit);
Result<std::vector<Clip>> clips_after(Connection& db, ClipId after, int limit);
Result<std::vector<Clip>> clips_in_span(Connection& db, const SpanQuery& query);
Result<ClipTotals> clip_totals(Connection& db);

// clip_counts.cpp
Result<std::vector<std::int64_t>> count_clips(Connection& db, const ClipQuery& query,
                                              const std::vector<UtcTime>& edges);
Result<std::vector<CameraUsage>> camera_usage(Connection& db, UtcTime since);

// history.cpp
Result<> begin_event(Connection& db, const Event& event);
Result<> update_event(Connection& db, EventId id, std::optional<UtcTime> end, double score);
Result<Event> event(Connection& db, EventId id);
Result<std::vector<Event>> open_events(Connection& db);
Result<> begin_gap(Connection& db, const Gap& gap);
Result<> end_gap(Connection& db, GapId id, UtcTime end);
Result<std::vector<Gap>> open_gaps(Connection& db);
Result<> trim_history(Connection& db, int most);
Result<std::vector<std::string>> self_check(Connection& db);
Result<Timeline> timeline(Connection& db, const SpanQuery& query);

}  // namespace porchlight::store::sqlite
