-- SPDX-License-Identifier: Apache-2.0
-- What the doctor remembers. Times are microseconds since 1970 UTC.

CREATE TABLE doctor_sessions (
    id        INTEGER PRIMARY KEY,
    home_id   INTEGER NOT NULL REFERENCES homes (id) ON DELETE CASCADE,
    camera_id INTEGER REFERENCES cameras (id) ON DELETE CASCADE, -- NULL: none of the hub's
    started   INTEGER NOT NULL,
    ended     INTEGER,                              -- NULL while it lasts
    by_itself INTEGER NOT NULL CHECK (by_itself IN (0, 1)), -- no person began it
    about     TEXT    NOT NULL,                     -- its owner's words
    summary   TEXT    NOT NULL,                     -- what it makes of it, a sentence
    walk      TEXT    NOT NULL                      -- JSON of doctor/walk_file.hpp
) STRICT;
CREATE INDEX doctor_sessions_home ON doctor_sessions (home_id, id);
CREATE INDEX doctor_sessions_camera ON doctor_sessions (camera_id, id);

-- What came of steps in this home; never sent anywhere.
CREATE TABLE doctor_counts (
    home_id INTEGER NOT NULL REFERENCES homes (id) ON DELETE CASCADE,
    cause   TEXT    NOT NULL,                       -- ids of spec/doctor/
    step    TEXT    NOT NULL,
    came    TEXT    NOT NULL CHECK (came IN ('fixed', 'masked', 'no_effect')),
    times   INTEGER NOT NULL CHECK (times >= 1),
    PRIMARY KEY (home_id, cause, step, came)
) STRICT, WITHOUT ROWID;

-- How a camera was when it last worked.
CREATE TABLE doctor_memory (
    camera_id INTEGER PRIMARY KEY REFERENCES cameras (id) ON DELETE CASCADE,
    memory    TEXT    NOT NULL                      -- JSON of hub/doctor/camera_memory.hpp
) STRICT;
