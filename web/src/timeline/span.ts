// SPDX-License-Identifier: Apache-2.0
// A span chosen with two handles. Pure.
import type { CameraTimeline } from "../api/types";
import { spanOf, type TimeView } from "./view";

export type Handle = "from" | "to";

/** The hub puts at most a day into one video. */
export const longestDownload = 24 * 3_600_000;
export const shortestDownload = 1000;

const whole = (ms: number): number => Math.round(ms / 1000) * 1000;

/** The middle third of the view, in whole seconds, not beyond now. */
export function firstSpan(view: TimeView, nowMs: number): TimeView {
  const to = Math.min(view.to - spanOf(view) / 3, nowMs);
  return { from: whole(Math.min(view.from + spanOf(view) / 3, to - shortestDownload)), to: whole(to) };
}

/** One handle moved; it stops short of the other and of now. */
export function withHandle(span: TimeView, handle: Handle, ms: number, nowMs: number): TimeView {
  if (handle === "from") return { ...span, from: whole(Math.min(ms, span.to - shortestDownload)) };
  return { ...span, to: whole(Math.max(Math.min(ms, nowMs), span.from + shortestDownload)) };
}

const keySteps: Record<string, number> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -60, PageUp: 60 };

/** How far a key moves a handle, in ms; 0 for other keys. */
export function handleStep(key: string, shift: boolean): number {
  return (keySteps[key] ?? 0) * (shift ? 10 : 1) * 1000;
}

export type SpanFault = "nothing" | "too_long" | null;

/** Why the span cannot be downloaded. */
export function spanFault(row: CameraTimeline | undefined, span: TimeView, nowMs: number): SpanFault {
  if (spanOf(span) > longestDownload) return "too_long";
  const has = row?.clips.some((clip) => Date.parse(clip.start) < span.to && (clip.end ? Date.parse(clip.end) : nowMs) > span.from);
  return has ? null : "nothing";
}
