// SPDX-License-Identifier: Apache-2.0
import type { CameraSettings } from "../api/types";

/** Only what differs, so that two people who change different things do not undo each other. */
export function changesBetween(before: CameraSettings, after: CameraSettings): Partial<CameraSettings> {
  const keys = Object.keys(after) as Array<keyof CameraSettings>;
  const changed = keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  return Object.fromEntries(changed.map((key) => [key, after[key]])) as Partial<CameraSettings>;
}
