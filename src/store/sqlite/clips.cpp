// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/tables.hpp"

namespace porchlight::store::sqlite {

namespace {

using namespace std::chrono_literals;

/// No clip is longer: the longest a person can set is 300 s, and it ends at the next key frame.
/// Lets a search by overlap start close to the span.
constexpr Microseconds kLongestClip = 1h;
constexpr int kMostClipsInAPage = 200;

Clip read_clip(Row& row) {
    Clip clip;
    row >> clip.id >> clip.camera >> clip.event >> clip.kind >> clip.start >> clip.end >>
        clip.duration >> clip.size >> clip.picture.width >> clip.picture.height >> clip.codec >>
        clip.audio >> clip.pinned >> clip.thumbnail >> clip.score >> clip.path >> clip.recorded >>
        clip.deleted;
    return clip;
}

/// Where a page of clips begins: the order is start, then id, newest first.
struct Cursor {
    std::optional<UtcTime> start;
    std::optional<ClipId> id;
};

UtcTime read_time(Row& row) {
    return row.next<UtcTime>();
}

Result<Cursor> cursor_of(Connection& db, const std::optional<ClipId>& before) {
    if (!before) {
        return Cursor{};
    }
    PL_TRY(const auto starts,
           db.select("SELECT start_time FROM clips WHERE id = ?", read_time, *before));
    // A clip deleted since: its id holds the time at which it was begun (base/ids.hpp), close
    // enough.
    const UtcTime made(milliseconds(before->value() >> 20));
    return Cursor{starts.empty() ? made : starts.front(), before};
}

}  // namespace

Result<> begin_clip(Connection& db, const Clip& clip) {
    PL_TRY_VOID(
        db.run("INSERT INTO clips VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
               clip.id, clip.camera, clip.event, clip.kind, clip.start, clip.end, clip.duration,
               clip.size, clip.picture.width, clip.picture.height, clip.codec, clip.audio,
               clip.pinned, clip.thumbnail, clip.score, clip.path, clip.recorded, clip.deleted));
    return {};
}

Result<> finish_clip(Connection& db, ClipId id, const ClipEnd& end) {
    const auto span = std::chrono::duration_cast<Microseconds>(end.duration);
    return db.run_on_one("clip",
                         "UPDATE clips SET end_time = start_time + ?, duration = ?, size = ?,"
                         " score = ? WHERE id = ?",
                         span, end.duration, end.size, end.score, id);
}

Result<> set_thumbnail(Connection& db, ClipId id) {
    return db.run_on_one("clip", "UPDATE clips SET thumbnail = 1 WHERE id = ?", id);
}

Result<Clip> set_pinned(Connection& db, ClipId id, Pin pin) {
    PL_TRY_VOID(
        db.run_on_one("clip", "UPDATE clips SET pinned = ? WHERE id = ?", pin == Pin::On, id));
    return clip(db, id);
}

Result<std::vector<Clip>> pin_clips(Connection& db, const std::vector<ClipId>& ids, Pin pin) {
    PL_TRY(Transaction transaction, Transaction::begin(db));
    std::vector<Clip> changed;
    for (const ClipId id : ids) {
        auto one = set_pinned(db, id, pin);
        if (one) {
            changed.push_back(std::move(*one));
        } else if (one.error().code() != ErrorCode::NotFound) {
            return one.error();
        }
    }
    PL_TRY_VOID(transaction.commit());
    return changed;
}

Result<std::vector<Clip>> mark_deleted(Connection& db, const std::vector<ClipId>& ids,
                                       const std::optional<Microseconds>& at) {
    PL_TRY(Transaction transaction, Transaction::begin(db));
    std::vector<Clip> changed;
    for (const ClipId id : ids) {
        PL_TRY(const int rows, db.run("UPDATE clips SET deleted = ?2 WHERE id = ?1"
                                      " AND (deleted IS NULL) <> (?2 IS NULL)",
                                      id, at));
        if (rows > 0) {
            PL_TRY(Clip one, clip(db, id));
            changed.push_back(std::move(one));
        }
    }
    PL_TRY_VOID(transaction.commit());
    return changed;
}

Result<Clip> remove_clip(Connection& db, ClipId id) {
    PL_TRY(auto removed, clip(db, id));
    PL_TRY_VOID(db.run("DELETE FROM clips WHERE id = ?", id));
    return removed;
}

Result<Clip> clip(Connection& db, ClipId id) {
    return db.select_one("SELECT * FROM clips WHERE id = ?", "clip", read_clip, id);
}

Result<ClipPage> clips(Connection& db, const ClipQuery& query) {
    if (query.limit < 1 || query.limit > kMostClipsInAPage) {
        return Error(ErrorCode::InvalidArgument, "limit must be between 1 and 200");
    }
    PL_TRY(const Cursor cursor, cursor_of(db, query.before));
    const std::optional<UtcTime> earliest =
        query.from ? std::optional(*query.from - kLongestClip) : std::nullopt;
    PL_TRY(auto found,
           db.select("SELECT * FROM clips WHERE (?1 IS NULL OR camera_id = ?1)"
                     " AND start_time >= ifnull(?2, -9223372036854775808)"
                     " AND start_time < ifnull(?3, 9223372036854775807)"
                     " AND (?4 IS NULL OR end_time IS NULL OR end_time > ?4)"
                     " AND (?5 IS NULL OR kind = ?5) AND (?6 IS NULL OR pinned = ?6)"
                     " AND (?7 IS NULL OR (start_time, id) < (?7, ?8))"
                     " AND (deleted IS NOT NULL) = ?9"
                     " ORDER BY start_time DESC, id DESC LIMIT ?10",
                     read_clip, query.camera, earliest, query.to, query.from, query.kind,
                     query.pinned, cursor.start, cursor.id, query.deleted, query.limit + 1));
    ClipPage page{std::move(found), std::nullopt};
    if (page.clips.size() > static_cast<std::size_t>(query.limit)) {
        page.clips.pop_back();
        page.next = page.clips.back().id;
    }
    return page;
}

Result<std::vector<Clip>> clips_of_event(Connection& db, EventId event) {
    return db.select("SELECT * FROM clips WHERE event_id = ? ORDER BY recorded, id", read_clip,
                     event);
}

Result<std::vector<Clip>> unfinished_clips(Connection& db) {
    return db.select("SELECT * FROM clips WHERE end_time IS NULL ORDER BY id", read_clip);
}

Result<std::vector<Clip>> oldest_unpinned(Connection& db, int limit) {
    return db.select(
        "SELECT * FROM clips WHERE pinned = 0 AND deleted IS NULL AND end_time IS NOT NULL"
        " ORDER BY recorded LIMIT ?",
        read_clip, limit);
}

Result<std::vector<Clip>> oldest_deleted(Connection& db, int limit) {
    return db.select(
        "SELECT * FROM clips WHERE deleted IS NOT NULL AND end_time IS NOT NULL"
        " ORDER BY deleted, id LIMIT ?",
        read_clip, limit);
}

Result<std::vector<Clip>> clips_after(Connection& db, ClipId after, int limit) {
    return db.select("SELECT * FROM clips WHERE id > ? ORDER BY id LIMIT ?", read_clip,
                     after.value(), limit);
}

Result<std::vector<Clip>> clips_in_span(Connection& db, const SpanQuery& query) {
    const UtcTime earliest = query.from - kLongestClip;
    return db.select(
        "SELECT * FROM (SELECT * FROM clips"
        " WHERE (?1 IS NULL OR camera_id = ?1) AND start_time >= ?2"
        " AND start_time < ?3 AND (end_time IS NULL OR end_time > ?4) AND deleted IS NULL"
        " ORDER BY start_time DESC LIMIT ?5) ORDER BY start_time, id",
        read_clip, query.camera, earliest, query.to, query.from, Timeline::kMost);
}

Result<ClipTotals> clip_totals(Connection& db) {
    const auto read = [](Row& row) {
        ClipTotals totals;
        row >> totals.count >> totals.size >> totals.oldest_start;
        return totals;
    };
    return db.select_one("SELECT clips, size, (SELECT min(start_time) FROM clips) FROM clip_totals",
                         "total", read);
}

}  // namespace porchlight::store::sqlite
