// SPDX-License-Identifier: Apache-2.0
import type { Clip } from "../api/types";
import { addDays, startOfDay } from "../state/format";

export interface ClipFilter {
  camera?: string;
  kind?: Clip["kind"];
  pinned?: boolean;
  /** Midnight at the start of the day, ms since 1970: clips that began on it. */
  day?: number;
}

export function fits(clip: Clip, filter: ClipFilter): boolean {
  if (clip.deleted) return false;
  if (filter.camera && clip.camera_id !== filter.camera) return false;
  if (filter.kind && clip.kind !== filter.kind) return false;
  if (filter.day !== undefined && startOfDay(Date.parse(clip.start)) !== filter.day) return false;
  return !filter.pinned || clip.pinned;
}

/** What to ask the hub for. It also gives clips that only reach into the day; `fits` leaves them out. */
export function queryOf({ day, ...rest }: ClipFilter) {
  if (day === undefined) return rest;
  return { ...rest, from: new Date(day).toISOString(), to: new Date(addDays(day, 1)).toISOString() };
}

/** The list, newest first, with a new or changed clip in its place; without it when it no longer fits. */
export function putClip(clips: readonly Clip[], clip: Clip, keep: boolean): Clip[] {
  const others = clips.filter((one) => one.id !== clip.id);
  if (!keep) return others;
  const at = others.findIndex((one) => Date.parse(one.start) <= Date.parse(clip.start));
  return at < 0 ? [...others, clip] : others.toSpliced(at, 0, clip);
}

export interface DayOfClips {
  /** Midnight at the start of the day, ms since 1970. */
  day: number;
  clips: Clip[];
}

export function groupByDay(clips: readonly Clip[]): DayOfClips[] {
  const days: DayOfClips[] = [];
  for (const clip of clips) {
    const day = startOfDay(Date.parse(clip.start));
    const last = days.at(-1);
    if (last?.day === day) last.clips.push(clip);
    else days.push({ day, clips: [clip] });
  }
  return days;
}
