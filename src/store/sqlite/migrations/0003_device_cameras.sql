-- SPDX-License-Identifier: Apache-2.0
-- Which paired device a camera's video comes from.

ALTER TABLE cameras ADD COLUMN device TEXT;         -- its serial number; none: added by address
CREATE UNIQUE INDEX cameras_device ON cameras (device) WHERE device IS NOT NULL AND removed IS NULL;
