-- SPDX-License-Identifier: Apache-2.0
-- Which model a walk with the doctor is about: an id of spec/models/; empty while nobody has said.

ALTER TABLE doctor_sessions ADD COLUMN model TEXT NOT NULL DEFAULT '';
