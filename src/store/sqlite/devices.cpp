// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/device_tables.hpp"

namespace porchlight::store::sqlite {

namespace {

constexpr int kCommandsKept = 100;

Device read_device(Row& row) {
    Device device;
    row >> device.serial >> device.model >> device.public_key >> device.name >> device.first_seen >>
        device.binding >> device.owner >> device.other >> device.contest_ends >> device.version;
    return device;
}

DesiredSettings read_settings(Row& row) {
    DesiredSettings settings;
    row >> settings.revision >> settings.settings >> settings.applied >> settings.problem;
    return settings;
}

DeviceCommand read_command(Row& row) {
    DeviceCommand command;
    row >> command.id >> command.serial >> command.action >> command.created >> command.state >>
        command.finished >> command.sentence;
    return command;
}

DeviceHealth read_health(Row& row) {
    DeviceHealth health;
    row >> health.serial >> health.last_seen >> health.telemetry >> health.address;
    return health;
}

std::int64_t read_number(Row& row) {
    return row.next<std::int64_t>();
}

Result<std::int64_t> id_of(Connection& db, const Serial& serial) {
    return db.select_one("SELECT id FROM devices WHERE serial = ?", "device", read_number, serial);
}

/// What the old owner chose and saw.
Result<> forget_owner(Connection& db, std::int64_t id) {
    PL_TRY_VOID(db.run("DELETE FROM device_settings WHERE device_id = ?", id));
    PL_TRY_VOID(db.run("DELETE FROM device_commands WHERE device_id = ?", id));
    PL_TRY_VOID(db.run("DELETE FROM telemetry WHERE device_id = ?", id));
    PL_TRY_VOID(db.run("DELETE FROM telemetry_hours WHERE device_id = ?", id));
    PL_TRY_VOID(db.run("DELETE FROM device_health WHERE device_id = ?", id));
    return {};
}

}  // namespace

Result<std::vector<Device>> devices(Connection& db, HomeId home) {
    return db.select(
        "SELECT serial, model, public_key, name, first_seen, binding, owner, other, contest_ends,"
        " version FROM devices WHERE owner = ?1 OR other = ?1 ORDER BY serial",
        read_device, home);
}

Result<Device> device(Connection& db, const Serial& serial) {
    return db.select_one(
        "SELECT serial, model, public_key, name, first_seen, binding, owner, other, contest_ends,"
        " version FROM devices WHERE serial = ?",
        "device", read_device, serial);
}

Result<> add_device(Connection& db, const Device& device) {
    PL_TRY_VOID(
        db.run("INSERT INTO devices (serial, model, public_key, name, first_seen, binding, owner,"
               " other, contest_ends, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
               device.serial, device.model, device.public_key, device.name, device.first_seen,
               device.binding, device.owner, device.other, device.contest_ends, device.version));
    return {};
}

Result<Device> change_device(Connection& db, const Device& changed) {
    PL_TRY(Transaction transaction, Transaction::begin(db));
    PL_TRY(const Device before, device(db, changed.serial));
    if (before.version != changed.version) {
        return Error(ErrorCode::FailedPrecondition, "the device was changed meanwhile");
    }
    PL_TRY_VOID(db.run(
        "UPDATE devices SET model = ?, public_key = ?, name = ?, binding = ?, owner = ?, other = ?,"
        " contest_ends = ?, version = version + 1 WHERE serial = ?",
        changed.model, changed.public_key, changed.name, changed.binding, changed.owner,
        changed.other, changed.contest_ends, changed.serial));
    if (before.owner != changed.owner) {
        PL_TRY(const std::int64_t id, id_of(db, changed.serial));
        PL_TRY_VOID(forget_owner(db, id));
    }
    PL_TRY(Device after, device(db, changed.serial));
    PL_TRY_VOID(transaction.commit());
    return after;
}

Result<std::vector<Device>> contests_over(Connection& db, UtcTime now) {
    return db.select(
        "SELECT serial, model, public_key, name, first_seen, binding, owner, other, contest_ends,"
        " version FROM devices WHERE contest_ends <= ? ORDER BY serial",
        read_device, now);
}

Result<DesiredSettings> desired_settings(Connection& db, const Serial& serial) {
    PL_TRY(const std::int64_t id, id_of(db, serial));
    PL_TRY(auto rows, db.select("SELECT revision, settings, applied, problem FROM device_settings"
                                " WHERE device_id = ?",
                                read_settings, id));
    return rows.empty() ? DesiredSettings() : std::move(rows.front());
}

Result<std::int64_t> want_settings(Connection& db, const Serial& serial,
                                   const std::string& settings) {
    PL_TRY(const std::int64_t id, id_of(db, serial));
    return db.select_one(
        "INSERT INTO device_settings VALUES (?1, 1, ?2, 0, NULL)"
        " ON CONFLICT DO UPDATE SET revision = revision + 1, settings = ?2"
        " RETURNING revision",
        "device", read_number, id, settings);
}

Result<> settings_applied(Connection& db, const Serial& serial, std::int64_t revision,
                          const std::optional<std::string>& problem) {
    PL_TRY(const std::int64_t id, id_of(db, serial));
    PL_TRY_VOID(
        db.run("UPDATE device_settings SET applied = ?2, problem = ?3"
               " WHERE device_id = ?1 AND applied <= ?2 AND revision >= ?2",
               id, revision, problem));
    return {};
}

Result<std::int64_t> add_command(Connection& db, const DeviceCommand& command) {
    PL_TRY(const std::int64_t id, id_of(db, command.serial));
    return db.select_one(
        "INSERT INTO device_commands (device_id, action, created, state, sentence)"
        " VALUES (?, ?, ?, 'waiting', '') RETURNING id",
        "device", read_number, id, command.action, command.created);
}

Result<std::vector<DeviceCommand>> waiting_commands(Connection& db, const Serial& serial) {
    return db.select(
        "SELECT c.id, serial, action, created, state, finished, sentence"
        " FROM device_commands c JOIN devices d ON d.id = device_id"
        " WHERE serial = ? AND state = 'waiting' ORDER BY c.id",
        read_command, serial);
}

Result<std::vector<DeviceCommand>> commands(Connection& db, const Serial& serial, int limit) {
    return db.select(
        "SELECT c.id, serial, action, created, state, finished, sentence"
        " FROM device_commands c JOIN devices d ON d.id = device_id"
        " WHERE serial = ? ORDER BY c.id DESC LIMIT ?",
        read_command, serial, limit);
}

Result<> finish_command(Connection& db, const Serial& serial, std::int64_t id, CommandState state,
                        const std::string& sentence, UtcTime at) {
    PL_TRY_VOID(
        db.run("UPDATE device_commands SET state = ?3, sentence = ?4, finished = ?5"
               " WHERE id = ?2 AND state = 'waiting'"
               " AND device_id = (SELECT id FROM devices WHERE serial = ?1)",
               serial, id, state, sentence, at));
    return {};
}

Result<> expire_commands(Connection& db, UtcTime before, UtcTime now) {
    PL_TRY_VOID(
        db.run("UPDATE device_commands SET state = 'expired', finished = ?2,"
               " sentence = 'The camera was away for too long.'"
               " WHERE state = 'waiting' AND created < ?1",
               before, now));
    PL_TRY_VOID(
        db.run("DELETE FROM device_commands WHERE state <> 'waiting' AND"
               " (SELECT count(*) FROM device_commands newer"
               "  WHERE newer.device_id = device_commands.device_id"
               "  AND newer.id > device_commands.id) >= ?",
               kCommandsKept));
    return {};
}

Result<> set_health(Connection& db, const std::vector<DeviceHealth>& health) {
    PL_TRY(Transaction transaction, Transaction::begin(db));
    for (const DeviceHealth& one : health) {
        PL_TRY_VOID(
            db.run("INSERT OR REPLACE INTO device_health"
                   " SELECT id, ?2, ?3, ?4 FROM devices WHERE serial = ?1",
                   one.serial, one.last_seen, one.telemetry, one.address));
    }
    return transaction.commit();
}

Result<std::vector<DeviceHealth>> health(Connection& db) {
    return db.select(
        "SELECT serial, last_seen, telemetry, address FROM device_health"
        " JOIN devices ON devices.id = device_id ORDER BY serial",
        read_health);
}

}  // namespace porchlight::store::sqlite
