-- SPDX-License-Identifier: Apache-2.0
-- Clips that a person deleted wait a while before they go, so that they can be brought back.

ALTER TABLE clips ADD COLUMN deleted INTEGER;       -- microseconds of running time; NULL: it was not
CREATE INDEX clips_deleted ON clips (deleted) WHERE deleted IS NOT NULL;
DROP INDEX clips_unpinned;
CREATE INDEX clips_unpinned ON clips (recorded)
    WHERE pinned = 0 AND deleted IS NULL AND end_time IS NOT NULL;

-- Also holds what the sums for each camera need, so that they read no row of the table.
DROP INDEX clips_camera;
CREATE INDEX clips_camera ON clips (camera_id, start_time, size, pinned);
