// SPDX-License-Identifier: Apache-2.0
// What came of counting, as a person wants to look at it. Pure.
import type { Replay, ReplayClip } from "../api/types";

export const groups = ["gone", "fresh", "same", "none"] as const;
export type Group = (typeof groups)[number];

export function groupOf({ tried, saved }: ReplayClip): Group {
  if (tried > 0 && saved > 0) return "same";
  if (tried > 0) return "fresh";
  return saved > 0 ? "gone" : "none";
}

export function grouped(replay: Replay): Record<Group, ReplayClip[]> {
  const found: Record<Group, ReplayClip[]> = { gone: [], fresh: [], same: [], none: [] };
  for (const clip of replay.clips) found[groupOf(clip)].push(clip);
  return found;
}

/** The group to look at first: what the settings change. */
export function tellingGroup(found: Record<Group, ReplayClip[]>): Group {
  return groups.find((group) => found[group].length > 0) ?? "same";
}

export const isCounting = (replay: Replay | null): boolean => replay?.state === "running" || replay?.state === "waiting";
