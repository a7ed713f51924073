-- SPDX-License-Identifier: Apache-2.0
-- Which paired device a camera's video comes from.

ALTER TABLE cameras ADD COLUMN device TEXT;         -- its serial number; none: added by address
CREATE UNIQUE INDEX cameras_device ON cameras (device) WHERE device IS NOT NULL AND removed IS NULL;
ALTER TABLE cameras ADD COLUMN connect TEXT NOT NULL DEFAULT 'always'
    CHECK (connect IN ('always', 'when_needed'));
