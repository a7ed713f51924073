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

Invite read_invite(Row& row) {
    Invite invite;
    row >> invite.id >> invite.token_hash >> invite.home >> invite.role >> invite.invited_by >>
        invite.created >> invite.expires;
    return invite;
}

std::int64_t read_number(Row& row) {
    return row.next<std::int64_t>();
}

/// @error FailedPrecondition  Nobody would be left who may do everything.
Result<> still_has_owner(Connection& db, HomeId home) {
    PL_TRY(const std::int64_t owners,
           db.select_one("SELECT count(*) FROM users WHERE home_id = ? AND role = 'owner'", "home",
                         read_number, home));
    if (owners == 0) {
        return Error(ErrorCode::FailedPrecondition,
                     "Somebody has to be the owner. Make another person the owner first.");
    }
    return {};
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

Result<> set_role(Connection& db, UserId id, Role role) {
    PL_TRY(Transaction transaction, Transaction::begin(db));
    PL_TRY(const User before, user(db, id));
    PL_TRY_VOID(db.run_on_one("person", "UPDATE users SET role = ? WHERE id = ?", role, id));
    PL_TRY_VOID(still_has_owner(db, before.home));
    return transaction.commit();
}

Result<> remove_user(Connection& db, UserId id) {
    PL_TRY(Transaction transaction, Transaction::begin(db));
    PL_TRY(const User before, user(db, id));
    PL_TRY_VOID(db.run("DELETE FROM users WHERE id = ?", id));
    PL_TRY_VOID(still_has_owner(db, before.home));
    return transaction.commit();
}

Result<> add_invite(Connection& db, const Invite& invite) {
    PL_TRY_VOID(db.run("DELETE FROM invites WHERE expires <= ?", invite.created));
    PL_TRY_VOID(db.run("INSERT INTO invites VALUES (?, ?, ?, ?, ?, ?, ?)", invite.id,
                       invite.token_hash, invite.home, invite.role, invite.invited_by,
                       invite.created, invite.expires));
    return {};
}

Result<std::vector<Invite>> invites(Connection& db, HomeId home) {
    return db.select("SELECT * FROM invites WHERE home_id = ? ORDER BY id", read_invite, home);
}

Result<Invite> invite(Connection& db, const std::string& token_hash) {
    return db.select_one("SELECT * FROM invites WHERE token_hash = ?", "invite", read_invite,
                         token_hash);
}

Result<> remove_invite(Connection& db, InviteId id) {
    return db.run_on_one("invite", "DELETE FROM invites WHERE id = ?", id);
}

Result<> accept_invite(Connection& db, InviteId id, const User& user) {
    PL_TRY(Transaction transaction, Transaction::begin(db));
    PL_TRY_VOID(remove_invite(db, id));
    PL_TRY_VOID(add_user(db, user));
    return transaction.commit();
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
