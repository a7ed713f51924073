// SPDX-License-Identifier: Apache-2.0
import { signal } from "@preact/signals";

let hubAheadMs = 0;

/** The hub's time now, in ms since 1970. Ticks once a second while the page is visible. */
export const now = signal(Date.now());

/** Learns how far this device's clock is from the hub's, so that countdowns and "3 min ago" are right. */
export function learnHubTime(hubTime: string): void {
  const hubMs = Date.parse(hubTime);
  if (Number.isNaN(hubMs)) return;
  hubAheadMs = hubMs - Date.now();
  now.value = hubNow();
}

export function hubNow(): number {
  return Date.now() + hubAheadMs;
}

/** Starts the tick; returns what stops it. */
export function startClock(): () => void {
  const tick = (): void => {
    if (!document.hidden) now.value = hubNow();
  };
  const timer = setInterval(tick, 1000);
  document.addEventListener("visibilitychange", tick);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", tick);
  };
}
