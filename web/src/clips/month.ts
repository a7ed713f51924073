// SPDX-License-Identifier: Apache-2.0
// The days of a month in this device's time zone. Pure.
import { addDays } from "../state/format";

/** Midnight at the start of the month that holds `ms`. */
export function startOfMonth(ms: number): number {
  const date = new Date(ms);
  return new Date(date.getFullYear(), date.getMonth(), 1).getTime();
}

/** The start of the month `count` months later. */
export function addMonths(ms: number, count: number): number {
  const date = new Date(ms);
  return new Date(date.getFullYear(), date.getMonth() + count, 1).getTime();
}

/** Midnight of each day of the month. */
export function daysOfMonth(month: number): number[] {
  const days: number[] = [];
  for (let day = month; day < addMonths(month, 1); day = addDays(day, 1)) days.push(day);
  return days;
}

/** Where each day ends and the next begins, in seconds, as the hub counts clips by. */
export function edgesOf(month: number): string {
  return [...daysOfMonth(month), addMonths(month, 1)].map((ms) => Math.round(ms / 1000)).join(",");
}

/** Empty places before the first day, in weeks that begin with Monday. */
export function blanksBefore(month: number): number {
  return (new Date(month).getDay() + 6) % 7;
}

const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** The day that a key leads to; null for other keys. */
export function dayByKey(day: number, key: string): number | null {
  const step = steps[key];
  if (step !== undefined) return addDays(day, step);
  if (key === "PageUp" || key === "PageDown") {
    const month = addMonths(day, key === "PageUp" ? -1 : 1);
    const last = daysOfMonth(month).at(-1) ?? month;
    return Math.min(addDays(month, new Date(day).getDate() - 1), last);
  }
  return null;
}
