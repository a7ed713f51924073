// SPDX-License-Identifier: Apache-2.0
import type { ModeRule, Schedule } from "../api/types";
import { houseWords } from "../strings/house";
import { minuteText, weekdays, type Weekday } from "./schedule";

const sameDays = (days: readonly Weekday[], other: readonly Weekday[]): boolean => days.length === other.length && other.every((day) => days.includes(day));

export function daysText(days: readonly Weekday[]): string {
  const text = houseWords.rules;
  if (days.length === 7) return text.everyDay;
  if (sameDays(days, weekdays.slice(0, 5))) return text.weekdays;
  if (sameDays(days, weekdays.slice(5))) return text.weekend;
  return text.list(weekdays.filter((day) => days.includes(day)).map((day) => houseWords.shortDays[day]));
}

export function momentText(rule: Pick<ModeRule, "moment" | "minutes">): string {
  const text = houseWords.rules;
  if (rule.moment === "clock") return text.at(minuteText(rule.minutes));
  const sun = text[rule.moment];
  if (rule.minutes === 0) return sun.at;
  return rule.minutes < 0 ? sun.before(-rule.minutes) : sun.after(rule.minutes);
}

/** "Weekdays, 30 minutes after sunset" */
export const ruleText = (rule: ModeRule): string => `${daysText(rule.days)}, ${momentText(rule)}`;

/** When that is today by the home's clock; null when the sun does not do it, or nobody knows where the home is. */
export function momentToday(rule: Pick<ModeRule, "moment" | "minutes">, known: Schedule): number | null {
  if (rule.moment === "clock") return rule.minutes;
  const today = known.week.find((day) => day.today);
  const sun = rule.moment === "sunrise" ? today?.sunrise : today?.sunset;
  if (sun === null || sun === undefined) return null;
  return (sun + rule.minutes + 1440) % 1440;
}
