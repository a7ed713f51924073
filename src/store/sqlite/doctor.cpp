// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/doctor_tables.hpp"

namespace porchlight::store::sqlite {

namespace {

DoctorSession read_session(Row& row) {
    DoctorSession session;
    row >> session.id >> session.home >> session.camera >> session.started >> session.ended >>
        session.by_itself >> session.about >> session.summary >> session.walk >> session.model;
    return session;
}

DoctorCount read_count(Row& row) {
    DoctorCount count;
    row >> count.cause >> count.step >> count.came >> count.times;
    return count;
}

DoctorMemory read_memory(Row& row) {
    DoctorMemory memory;
    row >> memory.camera >> memory.memory;
    return memory;
}

}  // namespace

Result<> keep_doctor_session(Connection& db, const DoctorSession& session) {
    PL_TRY(Transaction transaction, Transaction::begin(db));
    PL_TRY_VOID(
        db.run("INSERT OR REPLACE INTO doctor_sessions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
               session.id, session.home, session.camera, session.started, session.ended,
               session.by_itself, session.about, session.summary, session.walk, session.model));
    PL_TRY_VOID(
        db.run("DELETE FROM doctor_sessions WHERE home_id = ?1 AND ended IS NOT NULL AND id <="
               " (SELECT id FROM doctor_sessions WHERE home_id = ?1 AND ended IS NOT NULL"
               "  ORDER BY id DESC LIMIT 1 OFFSET ?2)",
               session.home, DoctorStore::kMostEnded));
    return transaction.commit();
}

Result<std::vector<DoctorSession>> doctor_sessions(Connection& db, HomeId home) {
    return db.select("SELECT * FROM doctor_sessions WHERE home_id = ? ORDER BY id DESC",
                     read_session, home);
}

Result<> count_for_doctor(Connection& db, HomeId home, const DoctorCount& one) {
    if (one.times > 0) {
        PL_TRY_VOID(
            db.run("INSERT INTO doctor_counts VALUES (?, ?, ?, ?, ?)"
                   " ON CONFLICT DO UPDATE SET times = times + excluded.times",
                   home, one.cause, one.step, one.came, one.times));
        return {};
    }
    PL_TRY_VOID(
        db.run("DELETE FROM doctor_counts WHERE home_id = ? AND cause = ? AND step = ?"
               " AND came = ? AND times + ? <= 0",
               home, one.cause, one.step, one.came, one.times));
    PL_TRY_VOID(
        db.run("UPDATE doctor_counts SET times = times + ?5"
               " WHERE home_id = ?1 AND cause = ?2 AND step = ?3 AND came = ?4",
               home, one.cause, one.step, one.came, one.times));
    return {};
}

Result<std::vector<DoctorCount>> doctor_counts(Connection& db, HomeId home) {
    return db.select(
        "SELECT cause, step, came, times FROM doctor_counts WHERE home_id = ?"
        " ORDER BY times DESC, cause, step, came",
        read_count, home);
}

Result<> clear_doctor_counts(Connection& db, HomeId home) {
    PL_TRY_VOID(db.run("DELETE FROM doctor_counts WHERE home_id = ?", home));
    return {};
}

Result<> set_doctor_memory(Connection& db, const DoctorMemory& memory) {
    PL_TRY_VOID(
        db.run("INSERT OR REPLACE INTO doctor_memory"
               " SELECT id, ?2 FROM cameras WHERE id = ?1",
               memory.camera, memory.memory));
    return {};
}

Result<std::vector<DoctorMemory>> doctor_memory(Connection& db, HomeId home) {
    return db.select(
        "SELECT camera_id, memory FROM doctor_memory"
        " JOIN cameras ON cameras.id = camera_id WHERE home_id = ?",
        read_memory, home);
}

}  // namespace porchlight::store::sqlite
