// SPDX-License-Identifier: Apache-2.0

/** Wait before try number `attempt` (0 = first retry): doubles up to the longest, ±20 % so that tabs do not march in step. */
export function backoffMs(attempt: number, random: () => number = Math.random, firstMs = 1000, longestMs = 30_000): number {
  const plain = Math.min(longestMs, firstMs * 2 ** Math.min(attempt, 16));
  return Math.round(plain * (0.8 + 0.4 * random()));
}
