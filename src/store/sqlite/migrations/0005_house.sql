-- SPDX-License-Identifier: Apache-2.0
-- Modes of a home and the schedule that chooses them. Times are microseconds since 1970 UTC.

CREATE TABLE modes (
    id       INTEGER PRIMARY KEY,
    home_id  INTEGER NOT NULL REFERENCES homes (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,                      -- 0, 1, ...: the owner's order
    kind     TEXT    NOT NULL CHECK (kind IN ('home', 'away', 'night', 'own')),
    name     TEXT    NOT NULL,                      -- empty: as its kind is called
    arms_new INTEGER NOT NULL CHECK (arms_new IN (0, 1)) -- of cameras without a row below
) STRICT;
CREATE INDEX modes_home ON modes (home_id, position);

CREATE TABLE mode_cameras (
    mode_id   INTEGER NOT NULL REFERENCES modes (id) ON DELETE CASCADE,
    camera_id INTEGER NOT NULL REFERENCES cameras (id) ON DELETE CASCADE,
    armed     INTEGER NOT NULL CHECK (armed IN (0, 1)),
    PRIMARY KEY (mode_id, camera_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX mode_cameras_camera ON mode_cameras (camera_id);

CREATE TABLE houses (
    home_id     INTEGER PRIMARY KEY REFERENCES homes (id) ON DELETE CASCADE,
    mode_id     INTEGER NOT NULL REFERENCES modes (id) DEFERRABLE INITIALLY DEFERRED, -- in use
    mode_since  INTEGER NOT NULL,
    mode_by     TEXT    NOT NULL CHECK (mode_by IN ('person', 'schedule', 'start')),
    mode_person INTEGER REFERENCES users (id) ON DELETE SET NULL,
    last_arming INTEGER REFERENCES modes (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
    schedule_on INTEGER NOT NULL CHECK (schedule_on IN (0, 1)),
    rules_since INTEGER NOT NULL,                   -- moments before this do not count
    time_zone   TEXT    NOT NULL,                   -- of the IANA database; empty: the machine's
    place_name  TEXT,                               -- NULL: no place was typed in
    latitude    REAL    CHECK (latitude BETWEEN -90 AND 90),     -- degrees north
    longitude   REAL    CHECK (longitude BETWEEN -180 AND 180)   -- degrees east
) STRICT;

CREATE TABLE mode_rules (
    home_id  INTEGER NOT NULL REFERENCES homes (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    mode_id  INTEGER NOT NULL REFERENCES modes (id) ON DELETE CASCADE,
    days     INTEGER NOT NULL CHECK (days BETWEEN 1 AND 127),    -- one bit a day, Monday is 1
    moment   TEXT    NOT NULL CHECK (moment IN ('clock', 'sunrise', 'sunset')),
    minutes  INTEGER NOT NULL,                      -- after midnight, or after the sun's moment
    PRIMARY KEY (home_id, position)
) STRICT, WITHOUT ROWID;

-- A home from before there were modes was armed or not.
INSERT INTO modes SELECT id + 1, id, 0, 'home', '', 0 FROM homes;
INSERT INTO modes SELECT id + 2, id, 1, 'away', '', 1 FROM homes;
INSERT INTO modes SELECT id + 3, id, 2, 'night', '', 1 FROM homes;
INSERT INTO houses SELECT id, CASE armed WHEN 1 THEN id + 2 ELSE id + 1 END, 0, 'start', NULL, id + 2,
    1, 0, '', NULL, NULL, NULL FROM homes;
ALTER TABLE homes DROP COLUMN armed;
