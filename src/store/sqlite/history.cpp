// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/tables.hpp"

namespace porchlight::store::sqlite {

namespace {

Event read_event(Row& row) {
    Event event;
    row >> event.id >> event.camera >> event.kind >> event.start >> event.end >> event.score;
    return event;
}

Gap read_gap(Row& row) {
    Gap gap;
    row >> gap.id >> gap.camera >> gap.start >> gap.end >> gap.reason >> gap.sentence;
    return gap;
}

}  // namespace

Result<> begin_event(Connection& db, const Event& event) {
    PL_TRY_VOID(db.run("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)", event.id, event.camera,
                       event.kind, event.start, event.end, event.score));
    return {};
}

Result<> update_event(Connection& db, EventId id, std::optional<UtcTime> end, double score) {
    return db.run_on_one("event", "UPDATE events SET end_time = ?, score = ? WHERE id = ?", end,
                         score, id);
}

Result<Event> event(Connection& db, EventId id) {
    return db.select_one("SELECT * FROM events WHERE id = ?", "event", read_event, id);
}

Result<std::vector<Event>> open_events(Connection& db) {
    return db.select("SELECT * FROM events WHERE end_time IS NULL ORDER BY id", read_event);
}

Result<> begin_gap(Connection& db, const Gap& gap) {
    PL_TRY_VOID(db.run("INSERT INTO gaps VALUES (?, ?, ?, ?, ?, ?)", gap.id, gap.camera, gap.start,
                       gap.end, gap.reason, gap.sentence));
    return {};
}

Result<> end_gap(Connection& db, GapId id, UtcTime end) {
    return db.run_on_one("gap", "UPDATE gaps SET end_time = ? WHERE id = ?", end, id);
}

Result<std::vector<Gap>> open_gaps(Connection& db) {
    return db.select("SELECT * FROM gaps WHERE end_time IS NULL ORDER BY id", read_gap);
}

Result<> trim_history(Connection& db, int most) {
    PL_TRY_VOID(
        db.run("DELETE FROM events WHERE end_time IS NOT NULL AND id <="
               " (SELECT id FROM events ORDER BY id DESC LIMIT 1 OFFSET ?)",
               most));
    PL_TRY_VOID(
        db.run("DELETE FROM gaps WHERE end_time IS NOT NULL AND id <="
               " (SELECT id FROM gaps ORDER BY id DESC LIMIT 1 OFFSET ?)",
               most));
    return {};
}

Result<std::vector<std::string>> self_check(Connection& db) {
    const auto read = [](Row& row) { return row.next<std::string>(); };
    PL_TRY(auto faults, db.select("PRAGMA integrity_check(20)", read));
    std::erase(faults, "ok");
    return faults;
}

Result<Timeline> timeline(Connection& db, const SpanQuery& query) {
    Timeline timeline;
    PL_TRY(timeline.clips, clips_in_span(db, query));
    PL_TRY(timeline.gaps,
           db.select("SELECT * FROM (SELECT * FROM gaps WHERE (?1 IS NULL OR camera_id = ?1)"
                     " AND start_time < ?2 AND (end_time IS NULL OR end_time > ?3)"
                     " ORDER BY start_time DESC LIMIT ?4) ORDER BY start_time, id",
                     read_gap, query.camera, query.to, query.from, Timeline::kMost));
    PL_TRY(timeline.events,
           db.select("SELECT * FROM (SELECT * FROM events WHERE (?1 IS NULL OR camera_id = ?1)"
                     " AND start_time < ?2 AND (end_time IS NULL OR end_time > ?3)"
                     " ORDER BY start_time DESC LIMIT ?4) ORDER BY start_time, id",
                     read_event, query.camera, query.to, query.from, Timeline::kMost));
    return timeline;
}

}  // namespace porchlight::store::sqlite
