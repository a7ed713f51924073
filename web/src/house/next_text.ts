// SPDX-License-Identifier: Apache-2.0
import type { Home } from "../api/types";
import { words } from "../strings";
import { comingDay, homeClock } from "./home_time";
import { modeById, titleOf } from "./mode_words";

/** For how long the mode in use holds, and what comes then. */
export function nextText(home: Home, nowMs: number): string {
  if (home.has_rules && !home.schedule_on) return words.mode.paused;
  const next = home.next_mode && modeById(home, home.next_mode.mode_id);
  if (!home.next_mode || !next) return words.mode.stays;
  const at = Date.parse(home.next_mode.at);
  const say = home.mode.by === "person" ? words.mode.until : words.mode.next;
  return say(comingDay(at, nowMs, home.time_zone), homeClock(at, home.time_zone), titleOf(next));
}
