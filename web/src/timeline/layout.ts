// SPDX-License-Identifier: Apache-2.0
// Where clips, gaps and ticks stand on a track of a given width. Pure: no page, no clock.
import { addDays, clockTime, preciseTime, shortDay, startOfDay } from "../state/format";
import { spanOf, type TimeView } from "./view";

interface Spanned {
  start: string;
  end: string | null;
}

export interface Bar<T> {
  x: number;
  width: number;
  /** One item, or several that are too close to draw apart; oldest first. */
  items: T[];
}

export interface Tick {
  x: number;
  label: string;
  strong: boolean;
}

const thinnest = 2;
const dayNamePx = 96;
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export function xOf(ms: number, view: TimeView, width: number): number {
  return ((ms - view.from) / spanOf(view)) * width;
}

export function timeAt(x: number, view: TimeView, width: number): number {
  return view.from + (x / width) * spanOf(view);
}

/** Bars for all items that touch the view. What is still going on ends at `nowMs`. Neighbours closer than `joinPx` become one. */
export function barsOf<T extends Spanned>(items: readonly T[], view: TimeView, width: number, nowMs: number, joinPx = 1): Array<Bar<T>> {
  const bars: Array<Bar<T>> = [];
  const sorted = items.toSorted((a, b) => Date.parse(a.start) - Date.parse(b.start));
  for (const item of sorted) {
    const start = Date.parse(item.start);
    const end = item.end ? Date.parse(item.end) : nowMs;
    if (end <= view.from || start >= view.to) continue;
    const x = Math.max(0, xOf(start, view, width));
    const right = Math.min(width, Math.max(x + thinnest, xOf(end, view, width)));
    const last = bars.at(-1);
    if (last && x - (last.x + last.width) < joinPx) {
      last.width = Math.max(last.width, right - last.x);
      last.items.push(item);
    } else bars.push({ x, width: right - x, items: [item] });
  }
  return bars;
}

const steps = [30_000, minute, 2 * minute, 5 * minute, 10 * minute, 30 * minute, hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour, day];

function tickLabel(ms: number, step: number): string {
  if (startOfDay(ms) === ms) return shortDay(ms);
  return step < minute ? preciseTime(ms) : clockTime(ms);
}

/** Ticks at whole local times, at least `roomPx` apart. */
export function ticksOf(view: TimeView, width: number, roomPx = 64): Tick[] {
  const wanted = (spanOf(view) / Math.max(1, width)) * roomPx;
  const step = steps.find((one) => one >= wanted) ?? day;
  const ticks: Tick[] = [];
  let freeFrom = -Infinity;
  // Steps are counted from local midnight, so that they fall on round hours in every time zone.
  for (let midnight = startOfDay(view.from); midnight < view.to; midnight = addDays(midnight, 1)) {
    const next = addDays(midnight, 1);
    for (let ms = midnight; ms < next; ms += step) {
      if (ms < view.from || ms > view.to) continue;
      const x = xOf(ms, view, width);
      // A day's name is longer than an hour's; the hour after it goes without a label when there is no room.
      ticks.push({ x, label: x < freeFrom ? "" : tickLabel(ms, step), strong: ms === midnight });
      if (ms === midnight) freeFrom = x + dayNamePx;
    }
  }
  return ticks;
}
