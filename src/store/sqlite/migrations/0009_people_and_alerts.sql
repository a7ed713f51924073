-- SPDX-License-Identifier: Apache-2.0
-- People with roles, invites, where they sign in; alerts, what may become one, and where they are
-- sent. Times are microseconds since 1970 UTC unless a column says otherwise.

-- More roles. A CHECK cannot be altered, and its words are edited where SQLite keeps them, as in 0007.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema
    SET sql = replace(sql, '(''owner'')', '(''owner'', ''member'', ''viewer'')')
    WHERE type = 'table' AND name = 'users';
PRAGMA writable_schema = RESET;

ALTER TABLE sessions ADD COLUMN id INTEGER NOT NULL DEFAULT 0;      -- what people may call it by
ALTER TABLE sessions ADD COLUMN address TEXT NOT NULL DEFAULT '';   -- where it began; empty: not known
ALTER TABLE sessions ADD COLUMN browser TEXT NOT NULL DEFAULT '';   -- in words; empty: not known
UPDATE sessions SET id = (created / 1000 << 20) | (abs(random()) & 0xfffff);
CREATE UNIQUE INDEX sessions_id ON sessions (id);

-- From where a person has signed in before.
CREATE TABLE sign_in_places (
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    place   TEXT    NOT NULL,
    last    INTEGER NOT NULL,
    PRIMARY KEY (user_id, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE invites (
    id         INTEGER PRIMARY KEY,
    token_hash TEXT    NOT NULL UNIQUE,             -- hexadecimal SHA-256 of the link's token
    home_id    INTEGER NOT NULL REFERENCES homes (id) ON DELETE CASCADE,
    role       TEXT    NOT NULL CHECK (role IN ('owner', 'member', 'viewer')),
    invited_by INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created    INTEGER NOT NULL,
    expires    INTEGER NOT NULL
) STRICT;

CREATE TABLE alerts (
    id        INTEGER PRIMARY KEY,
    home_id   INTEGER NOT NULL REFERENCES homes (id) ON DELETE CASCADE,
    kind      TEXT    NOT NULL CHECK (kind IN ('motion', 'ring', 'silent', 'battery', 'storage',
                                               'sign_in', 'ownership')),
    at        INTEGER NOT NULL,
    ended     INTEGER,                              -- of a state that is over again
    camera_id INTEGER REFERENCES cameras (id) ON DELETE SET NULL,
    event_id  INTEGER,                              -- perhaps one that is forgotten by now
    clip_id   INTEGER,                              -- likewise
    user_id   INTEGER REFERENCES users (id) ON DELETE CASCADE,  -- whose sign-in it was
    place     TEXT    NOT NULL,                     -- what the camera was called, or the person
    detail    TEXT    NOT NULL,                     -- a sentence, or empty
    quiet     INTEGER NOT NULL CHECK (quiet IN (0, 1))          -- listed, and nobody disturbed
) STRICT;
CREATE INDEX alerts_home ON alerts (home_id, id);
CREATE INDEX alerts_camera ON alerts (camera_id) WHERE camera_id IS NOT NULL;
CREATE INDEX alerts_user ON alerts (user_id) WHERE user_id IS NOT NULL;
-- Notices were alerts about who owns a device. Ids as base/ids.hpp makes them, by time.
INSERT OR IGNORE INTO alerts
    SELECT (at / 1000 << 20) | (id & 0xfffff), home_id, 'ownership', at, NULL, NULL, NULL, NULL, NULL,
           '', sentence, 0
    FROM notices;
DROP TABLE notices;

CREATE TABLE alerts_seen (
    user_id  INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    alert_id INTEGER NOT NULL REFERENCES alerts (id) ON DELETE CASCADE,
    PRIMARY KEY (user_id, alert_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX alerts_seen_alert ON alerts_seen (alert_id);

-- Only what its owner has changed; hub/alerts knows the rest.
CREATE TABLE alert_rules (
    home_id    INTEGER NOT NULL REFERENCES homes (id) ON DELETE CASCADE,
    kind       TEXT    NOT NULL,                    -- as in alerts
    camera_id  INTEGER REFERENCES cameras (id) ON DELETE CASCADE, -- NULL: all that have none of their own
    is_on      INTEGER NOT NULL CHECK (is_on IN (0, 1)),
    quiet_from INTEGER CHECK (quiet_from BETWEEN 0 AND 1439),   -- minutes of the home's day
    quiet_to   INTEGER CHECK (quiet_to BETWEEN 0 AND 1439),
    rest       INTEGER NOT NULL CHECK (rest >= 0),              -- seconds
    after      INTEGER NOT NULL CHECK (after >= 0),             -- seconds
    CHECK ((quiet_from IS NULL) = (quiet_to IS NULL))
) STRICT;
CREATE INDEX alert_rules_home ON alert_rules (home_id);
CREATE INDEX alert_rules_camera ON alert_rules (camera_id) WHERE camera_id IS NOT NULL;

-- Browsers that asked to be told (RFC 8030).
CREATE TABLE push_subscriptions (
    id       INTEGER PRIMARY KEY,
    user_id  INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    endpoint TEXT    NOT NULL UNIQUE,               -- whoever knows it can send: a secret
    p256dh   TEXT    NOT NULL,                      -- the browser's key, base64url
    auth     TEXT    NOT NULL,                      -- its authentication secret, base64url
    browser  TEXT    NOT NULL,                      -- in words
    created  INTEGER NOT NULL
) STRICT;
CREATE INDEX push_subscriptions_user ON push_subscriptions (user_id);
