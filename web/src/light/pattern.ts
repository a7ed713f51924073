// SPDX-License-Identifier: Apache-2.0
// Plays a light's pattern as src/light/playback does: what is lit at a moment since it began.

export type Colour = "red" | "green" | "blue" | "amber" | "white" | "infrared";

/** What one LED does. */
export interface Part {
  kind: "steady" | "blink" | "bursts" | "alternate";
  colours: Colour[];
  count: number;
  on_ms: number;
  off_ms: number;
  pause_ms: number;
}

function periodOf(part: Part): number {
  if (part.kind === "alternate") return part.on_ms * part.colours.length;
  return part.on_ms * part.count + part.off_ms * Math.max(part.count - 1, 0) + part.pause_ms;
}

/** The colour of one part that is lit, or none. */
export function litOf(part: Part, sinceMs: number): Colour | null {
  const first = part.colours[0] ?? null;
  const period = periodOf(part);
  if (part.kind === "steady" || period <= 0) return first;
  const at = ((sinceMs % period) + period) % period;
  if (part.kind === "alternate") return part.colours[Math.floor(at / part.on_ms)] ?? first;
  const flash = part.on_ms + part.off_ms;
  const number = Math.min(Math.floor(at / flash), part.count - 1);
  return at - number * flash < part.on_ms ? first : null;
}

export function litAt(parts: readonly Part[], sinceMs: number): Array<Colour | null> {
  return parts.map((part) => litOf(part, sinceMs));
}
