// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/tables.hpp"

namespace porchlight::store::sqlite {

namespace {

constexpr int kPlacesKept = 100;

SessionRow read_session(Row& row) {
    SessionRow session;
    row >> session.token_hash >> session.user >> session.created >> session.last_used >>
        session.expires >> session.id >> session.address >> session.browser;
    return session;
}

std::int64_t read_number(Row& row) {
    return row.next<std::int64_t>();
}

}  // namespace

Result<> add_session(Connection& db, const SessionRow& session) {
    PL_TRY_VOID(db.run("INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?, ?)", session.token_hash,
                       session.user, session.created, session.last_used, session.expires,
                       session.id, session.address, session.browser));
    return {};
}

Result<SessionRow> session(Connection& db, const std::string& token_hash) {
    return db.select_one("SELECT * FROM sessions WHERE token_hash = ?", "session", read_session,
                         token_hash);
}

Result<> touch_session(Connection& db, const std::string& token_hash, UtcTime last_used,
                       UtcTime expires) {
    return db.run_on_one("session",
                         "UPDATE sessions SET last_used = ?, expires = ? WHERE token_hash = ?",
                         last_used, expires, token_hash);
}

Result<std::vector<SessionRow>> sessions(Connection& db, HomeId home) {
    return db.select(
        "SELECT sessions.* FROM sessions JOIN users ON users.id = user_id WHERE home_id = ?"
        " ORDER BY last_used DESC, token_hash",
        read_session, home);
}

Result<> remove_session(Connection& db, const std::string& token_hash) {
    PL_TRY_VOID(db.run("DELETE FROM sessions WHERE token_hash = ?", token_hash));
    return {};
}

Result<> remove_sessions_of(Connection& db, UserId user) {
    PL_TRY_VOID(db.run("DELETE FROM sessions WHERE user_id = ?", user));
    return {};
}

Result<> remove_expired_sessions(Connection& db, UtcTime now) {
    PL_TRY_VOID(db.run("DELETE FROM sessions WHERE expires <= ?", now));
    return {};
}

Result<bool> note_place(Connection& db, UserId user, const std::string& place, UtcTime now) {
    PL_TRY(Transaction transaction, Transaction::begin(db));
    PL_TRY(const std::int64_t known,
           db.select_one("SELECT count(*) FROM sign_in_places WHERE user_id = ?", "person",
                         read_number, user));
    PL_TRY(const std::int64_t seen,
           db.select_one("SELECT count(*) FROM sign_in_places WHERE user_id = ? AND place = ?",
                         "person", read_number, user, place));
    PL_TRY_VOID(db.run("INSERT OR REPLACE INTO sign_in_places VALUES (?, ?, ?)", user, place, now));
    PL_TRY_VOID(
        db.run("DELETE FROM sign_in_places WHERE user_id = ?1 AND place NOT IN"
               " (SELECT place FROM sign_in_places WHERE user_id = ?1"
               "  ORDER BY last DESC LIMIT ?2)",
               user, kPlacesKept));
    PL_TRY_VOID(transaction.commit());
    return known > 0 && seen == 0;
}

}  // namespace porchlight::store::sqlite
