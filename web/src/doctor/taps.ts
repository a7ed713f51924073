// SPDX-License-Identifier: Apache-2.0
// Tapping along with a light. Pure: times are milliseconds of any clock that goes on.

/** Long enough for the slowest codes to come around, as the hub asks for. */
export const watchMs = 15_000;
/** A finger that bounces, or a key that repeats. Nobody taps faster. */
const bounceMs = 60;

export interface Tapping {
  startedAt: number | null;
  /** Milliseconds since it started. */
  taps: number[];
  endedAt: number | null;
}

export const fresh: Tapping = { startedAt: null, taps: [], endedAt: null };

export const isOver = (tapping: Tapping): boolean => tapping.endedAt !== null;
export const isOn = (tapping: Tapping): boolean => tapping.startedAt !== null && !isOver(tapping);

export const begun = (now: number): Tapping => ({ ...fresh, startedAt: now });

/** One tap more; none outside of the time watched. */
export function tapped(tapping: Tapping, now: number): Tapping {
  if (!isOn(tapping)) return tapping;
  const at = now - (tapping.startedAt ?? now);
  const last = tapping.taps.at(-1);
  if (at >= watchMs || (last !== undefined && at - last < bounceMs)) return tapping;
  return { ...tapping, taps: [...tapping.taps, at] };
}

/** Ends it when its time is over, or `early`. */
export function ended(tapping: Tapping, now: number, early = false): Tapping {
  if (!isOn(tapping)) return tapping;
  const length = now - (tapping.startedAt ?? now);
  if (length < watchMs && !early) return tapping;
  return { ...tapping, endedAt: (tapping.startedAt ?? now) + Math.min(length, watchMs) };
}

/** 0 to 1. */
export function shareWatched(tapping: Tapping, now: number): number {
  if (tapping.startedAt === null) return 0;
  return Math.max(0, Math.min(1, ((tapping.endedAt ?? now) - tapping.startedAt) / watchMs));
}

/** As the hub takes it: seconds, to the millisecond. */
export function told(tapping: Tapping): { taps: number[]; watched: number } {
  const seconds = (ms: number): number => Math.round(ms) / 1000;
  return { taps: tapping.taps.map(seconds), watched: seconds((tapping.endedAt ?? 0) - (tapping.startedAt ?? 0)) };
}
