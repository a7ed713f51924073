// SPDX-License-Identifier: Apache-2.0
import { signal } from "@preact/signals";
import { call } from "../api/client";
import type { ModeRule, Routes, Schedule, ScheduleDay } from "../api/types";
import { loadHome } from "../state/home";

/** The schedule as the hub last told it; null before that. */
export const schedule = signal<Schedule | null>(null);

export async function loadSchedule(): Promise<void> {
  schedule.value = await call("GET /home/schedule");
}

export async function changeSchedule(changes: Routes["PATCH /home/schedule"]["body"]): Promise<void> {
  schedule.value = await call("PATCH /home/schedule", { body: changes });
  await loadHome();
}

export const dayMinutes = 1440;
export type Weekday = ScheduleDay["weekday"];
export const weekdays: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** A stretch of a day in one mode. */
export interface Band {
  from: number;
  to: number;
  /** None: no rule says what holds. */
  mode: string | null;
  /** The place of the rule that begins it; none for what is carried over from the day before. */
  rule: number | null;
}

export function bandsOf(day: ScheduleDay): Band[] {
  const bands: Band[] = [{ from: 0, to: dayMinutes, mode: day.begins_in, rule: null }];
  for (const moment of day.moments) {
    const last = bands.at(-1);
    if (last && last.from === moment.minute) bands.pop();
    else if (last) last.to = moment.minute;
    bands.push({ from: moment.minute, to: dayMinutes, mode: moment.mode_id, rule: moment.rule });
  }
  // What begins a mode that holds already is no new band, but the rule can still be changed there.
  return bands.reduce<Band[]>((kept, band) => {
    const last = kept.at(-1);
    if (last && last.mode === band.mode) {
      last.to = band.to;
      last.rule ??= band.rule;
    } else kept.push({ ...band });
    return kept;
  }, []);
}

/** What begins by one rule on the days of a group; by the sun it is a little later or earlier each day. */
export interface GroupMoment {
  earliest: number;
  latest: number;
  mode: string;
  rule: number;
}

/** Days on which the same rules begin the same modes. */
export interface DayGroup {
  days: ScheduleDay[];
  moments: GroupMoment[];
}

/** In the order of their first days. */
export function groupsOf(week: readonly ScheduleDay[]): DayGroup[] {
  const groups = new Map<string, DayGroup>();
  for (const day of week) {
    const begun = bandsOf(day).flatMap(({ from, mode, rule }) => (mode !== null && rule !== null ? [{ earliest: from, latest: from, mode, rule }] : []));
    const key = begun.map(({ rule }) => rule).join(" ");
    const known = groups.get(key);
    if (known) {
      known.days.push(day);
      for (const [index, moment] of known.moments.entries()) {
        const { earliest, latest } = begun[index] ?? moment;
        moment.earliest = Math.min(moment.earliest, earliest);
        moment.latest = Math.max(moment.latest, latest);
      }
    } else groups.set(key, { days: [day], moments: begun });
  }
  return [...groups.values()];
}

/** "08:05" as people type it; 1440 is the end of the day. */
export const minuteText = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** Minutes after midnight, or null. */
export function minuteFrom(text: string): number | null {
  const parts = /^(\d{1,2}):(\d\d)$/.exec(text.trim());
  if (!parts) return null;
  const minute = Number(parts[1]) * 60 + Number(parts[2]);
  return Number(parts[1]) < 24 && Number(parts[2]) < 60 ? minute : null;
}

/** Away on weekdays by day, Night at night, Home else: for whom an empty week is no help. */
export function usualWeek(ids: { home: string; away: string; night: string }): ModeRule[] {
  const all = [...weekdays];
  const work = all.slice(0, 5);
  return [
    { days: all, moment: "clock", minutes: 390, mode_id: ids.home },
    { days: work, moment: "clock", minutes: 480, mode_id: ids.away },
    { days: work, moment: "clock", minutes: 1050, mode_id: ids.home },
    { days: all, moment: "clock", minutes: 1350, mode_id: ids.night },
  ];
}
