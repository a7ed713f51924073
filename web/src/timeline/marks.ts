// SPDX-License-Identifier: Apache-2.0
// What happened to a camera's health, in words and pictures.
import type { TimelineMark } from "../api/types";
import { duration } from "../state/format";
import { clipWords } from "../strings/clips";
import type { IconName } from "../ui/icon";

const text = clipWords.marks;

export const markIcons: Record<TimelineMark["kind"], IconName> = {
  restarted: "retry",
  quiet: "unplug",
  back: "check",
  battery_low: "batteryLow",
  battery_new: "battery",
  firmware: "firmware",
  firmware_failed: "alert",
  cause: "doctor",
  doctor_ended: "doctor",
};

/** Drawn as a fault. */
export const isBad = ({ kind }: TimelineMark): boolean => kind === "quiet" || kind === "battery_low" || kind === "firmware_failed" || kind === "cause";

export function markSentence({ kind, text: detail, value }: TimelineMark): string {
  switch (kind) {
    case "restarted":
      return text.restarted(value);
    case "quiet":
      return text.quiet;
    case "back":
      return text.back(duration(value ?? 0));
    case "battery_low":
    case "battery_new":
      return text[kind](value ?? 0);
    case "firmware":
    case "firmware_failed":
    case "cause":
    case "doctor_ended":
      return text[kind](detail);
  }
}

/** Marks closer than `roomMs` are drawn as one; oldest first. */
export function groupedMarks(marks: readonly TimelineMark[], roomMs: number): TimelineMark[][] {
  const groups: TimelineMark[][] = [];
  let freeFrom = -Infinity;
  for (const mark of marks.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))) {
    const at = Date.parse(mark.at);
    if (at < freeFrom) groups.at(-1)?.push(mark);
    else {
      groups.push([mark]);
      freeFrom = at + roomMs;
    }
  }
  return groups;
}
