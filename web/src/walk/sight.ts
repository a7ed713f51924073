// SPDX-License-Identifier: Apache-2.0
// What to tell somebody who walks before the camera. Pure.
import type { Walk } from "../api/types";

export type Says = "off" | "learning" | "nothing" | "near" | "outside" | "seen";

/** From here on something is said to be seen, and below the second no longer: between them it stays what it was. */
const nearFrom = 0.35;
const nearUntil = 0.15;

export function saysOf(walk: Walk | null, before: Says): Says {
  if (!walk?.live) return "off";
  if (walk.motion) return "seen";
  if (walk.outside.length > 0) return "outside";
  if (walk.learning) return "learning";
  return walk.level >= (before === "near" ? nearUntil : nearFrom) ? "near" : "nothing";
}

/** A moment at which an event would have begun. */
export interface Seen {
  atMs: number;
  afterS: number;
}

export const mostSeen = 50;

/** Newest first. */
export function withTrigger(seen: readonly Seen[], walk: Walk): readonly Seen[] {
  if (!walk.trigger) return seen;
  return [{ atMs: Date.parse(walk.trigger.at), afterS: walk.trigger.after_s }, ...seen].slice(0, mostSeen);
}

/** Candidates fainter than this are noise to a person's eye. */
export const shownFrom = 0.2;
