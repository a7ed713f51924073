// SPDX-License-Identifier: Apache-2.0
import type { Home, ModeRule } from "../api/types";
import { minuteFrom, minuteText, weekdays, type Weekday } from "./schedule";

export type Shift = "before" | "at" | "after";

/** A rule as it is being typed. */
export interface RuleDraft {
  mode: string;
  days: Weekday[];
  moment: ModeRule["moment"];
  time: string;
  shift: Shift;
  minutes: string;
}

export type DraftProblem = "days" | "time" | "minutes";

export function newDraft(home: Home): RuleDraft {
  const mode = home.modes.find((one) => one.kind === "night") ?? home.modes[0];
  return { mode: mode?.id ?? "", days: [...weekdays], moment: "clock", time: "22:30", shift: "at", minutes: "30" };
}

export function draftOf(rule: ModeRule): RuleDraft {
  const shared = { mode: rule.mode_id, days: rule.days, moment: rule.moment };
  if (rule.moment === "clock") return { ...shared, time: minuteText(rule.minutes), shift: "at", minutes: "30" };
  const shift = rule.minutes < 0 ? "before" : rule.minutes > 0 ? "after" : "at";
  return { ...shared, time: "22:30", shift, minutes: String(Math.abs(rule.minutes) || 30) };
}

/** Minutes after midnight, or after the sun's moment; null while they cannot be read. */
export function minutesOf(draft: RuleDraft): number | null {
  if (draft.moment === "clock") return minuteFrom(draft.time);
  if (draft.shift === "at") return 0;
  const count = /^\d{1,3}$/.test(draft.minutes.trim()) ? Number(draft.minutes) : Number.NaN;
  if (!(count >= 1 && count <= 360)) return null;
  return draft.shift === "before" ? -count : count;
}

export function ruleFrom(draft: RuleDraft): ModeRule | DraftProblem {
  const minutes = minutesOf(draft);
  if (draft.days.length === 0) return "days";
  if (minutes === null) return draft.moment === "clock" ? "time" : "minutes";
  return { days: draft.days, moment: draft.moment, minutes, mode_id: draft.mode };
}

export function withDay(days: readonly Weekday[], flipped: Weekday): Weekday[] {
  return weekdays.filter((day) => (day === flipped) !== days.includes(day));
}
