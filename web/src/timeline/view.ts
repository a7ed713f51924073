// SPDX-License-Identifier: Apache-2.0
// The stretch of time on the screen, and how it moves.
import { addDays, startOfDay } from "../state/format";

/** From and to in ms since 1970; `to` is later. */
export interface TimeView {
  from: number;
  to: number;
}

const minute = 60_000;
const hour = 60 * minute;
export const shortestSpan = 2 * minute;
export const longestSpan = 8 * 24 * hour;

export const spans = { week: 7 * 24 * hour, day: 24 * hour, hours: 6 * hour, hour, minutes: 10 * minute } as const;
export type SpanName = keyof typeof spans;

export const spanOf = (view: TimeView): number => view.to - view.from;

/** The preset that a view is closest to, if it is one. */
export function spanName(view: TimeView): SpanName | null {
  const span = spanOf(view);
  const names = Object.keys(spans) as SpanName[];
  return names.find((name) => Math.abs(spans[name] - span) <= spans[name] * 0.05) ?? null;
}

/** The day that holds `ms`, midnight to midnight: 23 or 25 hours when the clocks change. */
export function dayView(ms: number): TimeView {
  const from = startOfDay(ms);
  return { from, to: addDays(from, 1) };
}

/** What to show first: today, or only the last hour when the hub has not recorded for longer than that. */
export function firstView(oldestClipAt: string | null | undefined, nowMs: number): TimeView {
  const young = oldestClipAt ? nowMs - Date.parse(oldestClipAt) < spans.hour : false;
  return young ? withSpan({ from: nowMs, to: nowMs }, "hour", nowMs) : dayView(nowMs);
}

/** Keeps at least half of the view in the past, and the span between the shortest and the longest. */
export function kept(view: TimeView, nowMs: number): TimeView {
  const span = Math.min(longestSpan, Math.max(shortestSpan, spanOf(view)));
  const middle = (view.from + view.to) / 2;
  const newest = Math.max(nowMs + span / 2, startOfDay(addDays(nowMs, 1)));
  const to = Math.min(middle + span / 2, newest);
  return { from: to - span, to };
}

/** Makes the span `factor` times as long; what is at `around` stays where it is. */
export function zoomed(view: TimeView, factor: number, around: number): TimeView {
  const span = Math.min(longestSpan, Math.max(shortestSpan, spanOf(view) * factor));
  const share = (around - view.from) / spanOf(view);
  const from = around - share * span;
  return { from, to: from + span };
}

export function moved(view: TimeView, byMs: number): TimeView {
  return { from: view.from + byMs, to: view.to + byMs };
}

/** A preset around the middle of what is seen; a day snaps to the calendar's day, a week ends with it. */
export function withSpan(view: TimeView, name: SpanName, nowMs: number): TimeView {
  const seen = view.from <= nowMs && nowMs <= view.to;
  const middle = seen ? nowMs : (view.from + view.to) / 2;
  if (name === "day") return dayView(middle);
  if (name === "week") return { from: addDays(startOfDay(middle), seen ? -6 : -3), to: addDays(startOfDay(middle), seen ? 1 : 4) };
  const half = spans[name] / 2;
  return seen ? { from: nowMs - half * 1.8, to: nowMs + half * 0.2 } : { from: middle - half, to: middle + half };
}
