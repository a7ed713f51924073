-- SPDX-License-Identifier: Apache-2.0
-- The first schema. Times are microseconds since 1970 UTC unless a column says otherwise; ids are
-- positive 63-bit numbers (base/ids.hpp); flags are 0 or 1. The words in CHECKs are those of
-- store/names.cpp.

CREATE TABLE homes (
    id         INTEGER PRIMARY KEY,
    name       TEXT    NOT NULL,
    armed      INTEGER NOT NULL CHECK (armed IN (0, 1)),
    keep_days  INTEGER CHECK (keep_days >= 1),      -- days; NULL: until space is needed
    keep_bytes INTEGER CHECK (keep_bytes >= 0)      -- bytes of clips; NULL: what the disk holds
) STRICT;

CREATE TABLE users (
    id            INTEGER PRIMARY KEY,
    home_id       INTEGER NOT NULL REFERENCES homes (id),
    name          TEXT    NOT NULL COLLATE NOCASE,
    password_hash TEXT    NOT NULL,                 -- Argon2id, as libsodium writes it
    role          TEXT    NOT NULL CHECK (role IN ('owner')),
    created       INTEGER NOT NULL,
    UNIQUE (home_id, name)
) STRICT;

CREATE TABLE sessions (
    token_hash TEXT    PRIMARY KEY,                 -- hexadecimal SHA-256 of the cookie's token
    user_id    INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created    INTEGER NOT NULL,
    last_used  INTEGER NOT NULL,
    expires    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_user ON sessions (user_id);

CREATE TABLE cameras (
    id           INTEGER PRIMARY KEY,
    home_id      INTEGER NOT NULL REFERENCES homes (id),
    demo         INTEGER NOT NULL CHECK (demo IN (0, 1)),
    created      INTEGER NOT NULL,
    removed      INTEGER,                           -- when its owner removed it; clips may remain
    name         TEXT    NOT NULL,
    url          TEXT    NOT NULL,                  -- may hold a password: the file is mode 0600
    sub_url      TEXT    NOT NULL,                  -- likewise; empty: no sub-stream
    paused       INTEGER NOT NULL CHECK (paused IN (0, 1)),
    armed        INTEGER NOT NULL CHECK (armed IN (0, 1)),
    mode         TEXT    NOT NULL CHECK (mode IN ('off', 'motion', 'continuous')),
    sensitivity  INTEGER NOT NULL CHECK (sensitivity BETWEEN 1 AND 9),
    min_motion   INTEGER NOT NULL CHECK (min_motion >= 0),              -- milliseconds
    retrigger    INTEGER NOT NULL CHECK (retrigger >= 0),               -- milliseconds
    pre_roll     INTEGER NOT NULL CHECK (pre_roll BETWEEN 0 AND 30000), -- milliseconds
    post_roll    INTEGER NOT NULL CHECK (post_roll BETWEEN 0 AND 60000),-- milliseconds
    max_clip     INTEGER NOT NULL CHECK (max_clip BETWEEN 5000 AND 300000), -- milliseconds
    decode       TEXT    NOT NULL CHECK (decode IN ('automatic', 'all')),
    client       TEXT    NOT NULL CHECK (client IN ('automatic', 'own', 'compatibility')),
    transport    TEXT    NOT NULL CHECK (transport IN ('automatic', 'tcp', 'udp')),
    record_audio INTEGER NOT NULL CHECK (record_audio IN (0, 1))
) STRICT;

CREATE TABLE zones (
    camera_id   INTEGER NOT NULL REFERENCES cameras (id) ON DELETE CASCADE,
    position    INTEGER NOT NULL,                   -- 0, 1, ...: the owner's order
    id          TEXT    NOT NULL,
    name        TEXT    NOT NULL,
    kind        TEXT    NOT NULL CHECK (kind IN ('activity', 'privacy')),
    points      TEXT    NOT NULL,                   -- "x,y x,y x,y", 0 to 1 of the picture
    sensitivity INTEGER CHECK (sensitivity BETWEEN 1 AND 9),            -- NULL: the camera's
    PRIMARY KEY (camera_id, position),
    UNIQUE (camera_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
    id         INTEGER PRIMARY KEY,
    camera_id  INTEGER NOT NULL REFERENCES cameras (id) ON DELETE CASCADE,
    kind       TEXT    NOT NULL CHECK (kind IN ('motion', 'ring')),
    start_time INTEGER NOT NULL,
    end_time   INTEGER,                             -- NULL while it lasts
    score      REAL    NOT NULL                     -- 0 to 1
) STRICT;
CREATE INDEX events_camera ON events (camera_id, start_time);
CREATE INDEX events_end ON events (end_time);

CREATE TABLE clips (
    id         INTEGER PRIMARY KEY,
    camera_id  INTEGER NOT NULL REFERENCES cameras (id),
    event_id   INTEGER,                             -- of events, perhaps one that is forgotten by
                                                    -- now; NULL: continuous recording
    kind       TEXT    NOT NULL CHECK (kind IN ('motion', 'continuous', 'ring')),
    start_time INTEGER NOT NULL,
    end_time   INTEGER,                             -- NULL until the last byte is on the disk
    duration   INTEGER NOT NULL,                    -- 1/90000 s on the camera's time line
    size       INTEGER NOT NULL CHECK (size >= 0),  -- bytes; 0 until finished
    width      INTEGER NOT NULL,                    -- pixels
    height     INTEGER NOT NULL,                    -- pixels
    codec      TEXT    NOT NULL CHECK (codec IN ('h264', 'h265')),
    audio      INTEGER NOT NULL CHECK (audio IN (0, 1)),
    pinned     INTEGER NOT NULL CHECK (pinned IN (0, 1)),
    thumbnail  INTEGER NOT NULL CHECK (thumbnail IN (0, 1)),
    score      REAL    NOT NULL,                    -- 0 to 1
    path       TEXT    NOT NULL UNIQUE,             -- relative to the clips folder
    recorded   INTEGER NOT NULL                     -- microseconds of the hub's running time
) STRICT;
CREATE INDEX clips_start ON clips (start_time);
CREATE INDEX clips_camera ON clips (camera_id, start_time);
CREATE INDEX clips_event ON clips (event_id);
CREATE INDEX clips_unfinished ON clips (id) WHERE end_time IS NULL;
CREATE INDEX clips_unpinned ON clips (recorded) WHERE pinned = 0 AND end_time IS NOT NULL;

-- Kept by triggers, because summing a year of clips at each look is slow.
CREATE TABLE clip_totals (
    one   INTEGER PRIMARY KEY CHECK (one = 1),
    clips INTEGER NOT NULL,
    size  INTEGER NOT NULL                          -- bytes
) STRICT;
INSERT INTO clip_totals VALUES (1, 0, 0);
CREATE TRIGGER clip_added AFTER INSERT ON clips BEGIN
    UPDATE clip_totals SET clips = clips + 1, size = size + NEW.size;
END;
CREATE TRIGGER clip_sized AFTER UPDATE OF size ON clips BEGIN
    UPDATE clip_totals SET size = size + NEW.size - OLD.size;
END;
CREATE TRIGGER clip_removed AFTER DELETE ON clips BEGIN
    UPDATE clip_totals SET clips = clips - 1, size = size - OLD.size;
END;

CREATE TABLE gaps (
    id         INTEGER PRIMARY KEY,
    camera_id  INTEGER NOT NULL REFERENCES cameras (id) ON DELETE CASCADE,
    start_time INTEGER NOT NULL,
    end_time   INTEGER,                             -- NULL while it lasts
    reason     TEXT    NOT NULL,
    sentence   TEXT    NOT NULL
) STRICT;
CREATE INDEX gaps_camera ON gaps (camera_id, start_time);
CREATE INDEX gaps_end ON gaps (end_time);

CREATE TABLE settings (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
