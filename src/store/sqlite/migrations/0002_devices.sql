-- SPDX-License-Identifier: Apache-2.0
-- Paired devices. Times are microseconds since 1970 UTC unless a column says otherwise.

CREATE TABLE devices (
    id           INTEGER PRIMARY KEY,               -- of this table alone
    serial       TEXT    NOT NULL UNIQUE,           -- one device, one row, one owner
    model        TEXT    NOT NULL,
    public_key   TEXT    NOT NULL,                  -- Ed25519, 64 hexadecimal digits
    name         TEXT    NOT NULL,
    first_seen   INTEGER NOT NULL,
    binding      TEXT    NOT NULL CHECK (binding IN ('unbound', 'bound', 'offered', 'contested')),
    owner        INTEGER REFERENCES homes (id),
    other        INTEGER REFERENCES homes (id),
    contest_ends INTEGER,
    version      INTEGER NOT NULL,
    CHECK ((binding = 'unbound') = (owner IS NULL)),
    CHECK ((binding IN ('offered', 'contested')) = (other IS NOT NULL)),
    CHECK ((binding = 'contested') = (contest_ends IS NOT NULL))
) STRICT;
CREATE INDEX devices_owner ON devices (owner);
CREATE INDEX devices_other ON devices (other) WHERE other IS NOT NULL;
CREATE INDEX devices_contest ON devices (contest_ends) WHERE contest_ends IS NOT NULL;

CREATE TABLE device_settings (
    device_id INTEGER PRIMARY KEY REFERENCES devices (id) ON DELETE CASCADE,
    revision  INTEGER NOT NULL CHECK (revision >= 1),
    settings  TEXT    NOT NULL,                     -- JSON
    applied   INTEGER NOT NULL,                     -- revision; 0: none
    problem   TEXT
) STRICT;

CREATE TABLE device_commands (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,    -- never used again: a device does none twice
    device_id INTEGER NOT NULL REFERENCES devices (id) ON DELETE CASCADE,
    action    TEXT    NOT NULL,                     -- JSON
    created   INTEGER NOT NULL,
    state     TEXT    NOT NULL
              CHECK (state IN ('waiting', 'done', 'failed', 'unsupported', 'expired')),
    finished  INTEGER,
    sentence  TEXT    NOT NULL
) STRICT;
CREATE INDEX device_commands_device ON device_commands (device_id, id);
CREATE INDEX device_commands_waiting ON device_commands (created) WHERE state = 'waiting';

CREATE TABLE telemetry (
    device_id       INTEGER NOT NULL REFERENCES devices (id) ON DELETE CASCADE,
    at              INTEGER NOT NULL,               -- by the hub's clock
    battery_mv      INTEGER,
    battery_percent INTEGER,
    energy_mwh      REAL,
    rssi_dbm        INTEGER,
    channel         INTEGER,
    temperature_c   REAL,
    storage_used    INTEGER,                        -- bytes
    uptime_s        INTEGER NOT NULL,
    PRIMARY KEY (device_id, at)
) STRICT, WITHOUT ROWID;

CREATE TABLE telemetry_hours (
    device_id           INTEGER NOT NULL REFERENCES devices (id) ON DELETE CASCADE,
    start_time          INTEGER NOT NULL,           -- a whole hour
    samples             INTEGER NOT NULL,
    battery_mv_least    INTEGER,
    battery_mv_most     INTEGER,
    energy_mwh          REAL,
    rssi_dbm_least      INTEGER,
    rssi_dbm_mean       REAL,
    temperature_c_least REAL,
    temperature_c_most  REAL,
    starts              INTEGER NOT NULL,
    PRIMARY KEY (device_id, start_time)
) STRICT, WITHOUT ROWID;

CREATE TABLE device_health (
    device_id INTEGER PRIMARY KEY REFERENCES devices (id) ON DELETE CASCADE,
    last_seen INTEGER,
    telemetry TEXT NOT NULL,                        -- JSON of the last one; empty: none yet
    address   TEXT NOT NULL
) STRICT;

-- What a home has to know though nobody asked, such as how a contest ended.
CREATE TABLE notices (
    id       INTEGER PRIMARY KEY,
    home_id  INTEGER NOT NULL REFERENCES homes (id) ON DELETE CASCADE,
    at       INTEGER NOT NULL,
    sentence TEXT    NOT NULL
) STRICT;
CREATE INDEX notices_home ON notices (home_id, id);
