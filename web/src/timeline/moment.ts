// SPDX-License-Identifier: Apache-2.0
// What a camera has of one moment. Pure: no page, no clock.
import type { CameraTimeline, Clip, Gap } from "../api/types";

/** A moment within a clip. */
export interface Moment {
  clip: Clip;
  /** Seconds from the clip's start. */
  at: number;
}

const startOf = (item: { start: string }): number => Date.parse(item.start);
const endOf = (item: { end: string | null }, nowMs: number): number => (item.end ? Date.parse(item.end) : nowMs);

/** The clip that holds the moment. Of two that overlap (pre-roll) the later one. */
export function momentAt(row: CameraTimeline, ms: number, nowMs: number): Moment | null {
  const clip = row.clips.filter((one) => startOf(one) <= ms && ms < endOf(one, nowMs)).toSorted((a, b) => startOf(b) - startOf(a))[0];
  return clip ? { clip, at: (ms - startOf(clip)) / 1000 } : null;
}

/** The same, or the nearest clip's edge when it is not farther than `reachMs`: a thin bar is hard to hit. Of a clip that is
 * drawn thinner than that nobody can mean a moment: it is meant from its start. */
export function momentNear(row: CameraTimeline, ms: number, reachMs: number, nowMs: number): Moment | null {
  const isThin = (clip: Clip): boolean => endOf(clip, nowMs) - startOf(clip) < reachMs;
  const held = momentAt(row, ms, nowMs);
  if (held) return isThin(held.clip) ? { ...held, at: 0 } : held;
  let best: Moment | null = null;
  let bestDistance = reachMs;
  for (const clip of row.clips) {
    const before = startOf(clip) - ms;
    const distance = before > 0 ? before : ms - endOf(clip, nowMs);
    if (distance > bestDistance) continue;
    bestDistance = distance;
    best = { clip, at: before > 0 || isThin(clip) ? 0 : Math.max(0, clip.duration_s - 1) };
  }
  return best;
}

export function gapAt(row: CameraTimeline, ms: number, nowMs: number): Gap | null {
  return row.gaps.find((gap) => startOf(gap) <= ms && ms < endOf(gap, nowMs)) ?? null;
}

const finished = (row: CameraTimeline): Clip[] => row.clips.filter((clip) => clip.end).toSorted((a, b) => startOf(a) - startOf(b));

/** The clip after this one, or the one before; only finished ones. */
export function clipBeside(row: CameraTimeline, clip: Clip, direction: 1 | -1): Clip | null {
  const start = startOf(clip);
  const others = finished(row).filter((one) => one.id !== clip.id);
  if (direction > 0) return others.find((one) => startOf(one) > start) ?? null;
  return others.findLast((one) => startOf(one) < start) ?? null;
}

/** The start of the next clip after the moment, or of the one before it. */
export function clipStartBeside(row: CameraTimeline, ms: number, direction: 1 | -1): number | null {
  const starts = finished(row).map(startOf);
  // A moment just after a start is still "at" it: going back leads to the clip before.
  if (direction > 0) return starts.find((start) => start > ms) ?? null;
  return starts.findLast((start) => start < ms - 1500) ?? null;
}

const pictureSteps = [1, 2, 5, 10, 30];

/** How far apart pictures are asked for, in seconds: about one for each few pixels, so that the browser's cache helps. */
export function pictureStep(msPerPixel: number): number {
  const wanted = (msPerPixel * 4) / 1000;
  return pictureSteps.find((step) => step >= wanted) ?? 30;
}

/** The moment whose picture stands for this one. */
export function pictureAt({ clip, at }: Moment, step: number): number {
  const last = clip.end ? Math.max(0, clip.duration_s - 0.5) : at;
  return Math.max(0, Math.min(Math.floor(at / step) * step, Math.floor(last)));
}
