// SPDX-License-Identifier: Apache-2.0
// Plays a light's pattern as src/light/playback does: what is lit at a moment since it began.
import type { Colour, House, Light, Part } from "./types";

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

/**
 * Milliseconds since the pattern began. A household that runs faster than life still blinks as in life, from the
 * moment at which the pattern was first seen: faster blinks would be another code, and could hurt.
 */
export function sinceBegin(light: Light, house: Pick<House, "now_us" | "pace">, arrivedAt: number, seenAt: number, now: number): number {
  if (house.pace !== 1) return now - seenAt;
  return (house.now_us - light.since_us) / 1000 + (now - arrivedAt);
}
