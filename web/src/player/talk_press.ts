// SPDX-License-Identifier: Apache-2.0
// Hold to talk, or tap to begin and tap to end: for hands that cannot hold.

/** A press that ends earlier is a tap. */
export const tapMs = 350;

export type TalkPress = { kind: "idle" } | { kind: "held"; sinceMs: number } | { kind: "latched" };

export const idle: TalkPress = { kind: "idle" };

export function pressed(press: TalkPress, nowMs: number): TalkPress {
  return press.kind === "idle" ? { kind: "held", sinceMs: nowMs } : idle;
}

export function released(press: TalkPress, nowMs: number): TalkPress {
  if (press.kind !== "held") return press;
  return nowMs - press.sinceMs < tapMs ? { kind: "latched" } : idle;
}
