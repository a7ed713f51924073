// SPDX-License-Identifier: Apache-2.0
import type { House, Light } from "./types";

/**
 * Milliseconds since a device's pattern began. A household that runs faster than life still blinks as in life, from the
 * moment at which the pattern was first seen: faster blinks would be another code, and could hurt.
 */
export function sinceBegin(light: Light, house: Pick<House, "now_us" | "pace">, arrivedAt: number, seenAt: number, now: number): number {
  if (house.pace !== 1) return now - seenAt;
  return (house.now_us - light.since_us) / 1000 + (now - arrivedAt);
}
