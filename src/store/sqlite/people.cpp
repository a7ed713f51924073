// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/tables.hpp"

namespace porchlight::store::sqlite {

namespace {

Home read_home(Row& row) {
    Home home;
    row >> home.id >> home.name >> home.keep_for >> home.keep_below;
    return home;
}

User read_user(Row& row) {
    User user;
    row >> user.id >> user.home >> user.name >> user.password_hash >> user.role >> user.created;
    return user;
}

SessionRow read_session(Row& row) {
    SessionRow session;
    row >> session.token_hash >> session.user >> session.created >> session.last_used >>
        session.expires;
    return session;
}

std::string read_text(Row& row) {
    return row.next<std::string>();
}

}  // namespace

Result<std::vector<Home>> homes(Connection& db) {
    return db.select("SELECT id, name, keep_days, keep_bytes FROM homes ORDER BY id", read_home);
}

Result<> add_home(Connection& db, const Home& home) {
    PL_TRY_VOID(db.run("INSERT INTO homes VALUES (?, ?, ?, ?)", home.id, home.name, home.keep_for,
                       home.keep_below));
    return {};
}

Result<> update_home(Connection& db, const Home& home) {
    return db.run_on_one("home",
                         "UPDATE homes SET name = ?, keep_days = ?, keep_bytes = ? WHERE id = ?",
                         home.name, home.keep_for, home.keep_below, home.id);
}

Result<std::vector<User>> users(Connection& db, HomeId home) {
    return db.select("SELECT * FROM users WHERE home_id = ? ORDER BY id", read_user, home);
}

Result<User> user(Connection& db, UserId id) {
    return db.select_one("SELECT * FROM users WHERE id = ?", "person", read_user, id);
}

Result<User> user_by_name(Connection& db, HomeId home, const std::string& name) {
    return db.select_one("SELECT * FROM users WHERE home_id = ? AND name = ?", "person", read_user,
                         home, name);
}

Result<> add_user(Connection& db, const User& user) {
    PL_TRY_VOID(db.run("INSERT INTO users VALUES (?, ?, ?, ?, ?, ?)", user.id, user.home, user.name,
                       user.password_hash, user.role, user.created));
    return {};
}

Result<> set_password_hash(Connection& db, UserId id, const std::string& password_hash) {
    return db.run_on_one("person", "UPDATE users SET password_hash = ? WHERE id = ?", password_hash,
                         id);
}

Result<> add_session(Connection& db, const SessionRow& session) {
    PL_TRY_VOID(db.run("INSERT INTO sessions VALUES (?, ?, ?, ?, ?)", session.token_hash,
                       session.user, session.created, session.last_used, session.expires));
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

Result<std::string> setting(Connection& db, const std::string& key) {
    PL_TRY(auto values, db.select("SELECT value FROM settings WHERE key = ?", read_text, key));
    return values.empty() ? std::string() : std::move(values.front());
}

Result<> set_setting(Connection& db, const std::string& key, const std::string& value) {
    PL_TRY_VOID(db.run("INSERT INTO settings VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = ?2",
                       key, value));
    return {};
}

}  // namespace porchlight::store::sqlite
