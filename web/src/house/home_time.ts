// SPDX-License-Identifier: Apache-2.0
// Times by the home's clock, wherever this device is.
import { words } from "../strings";

const known = new Map<string, Intl.DateTimeFormat>();

function format(zone: string, kind: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${kind}`;
  let found = known.get(key);
  if (!found) {
    try {
      found = new Intl.DateTimeFormat(words.language, { ...options, timeZone: zone });
    } catch {
      // A zone that this browser is too old to know.
      found = new Intl.DateTimeFormat(words.language, options);
    }
    known.set(key, found);
  }
  return found;
}

export const homeClock = (ms: number, zone: string): string => format(zone, "clock", { hour: "2-digit", minute: "2-digit" }).format(ms);

/** A day as a number that grows by one each day. */
function dayNumber(ms: number, zone: string): number {
  const parts = format(zone, "date", { year: "numeric", month: "numeric", day: "numeric" }).formatToParts(ms);
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(of("year"), of("month") - 1, of("day")) / 86_400_000;
}

/** "tonight", "tomorrow", "on Friday": the day of something that comes, by the home's calendar. */
export function comingDay(ms: number, nowMs: number, zone: string): string {
  const ahead = dayNumber(ms, zone) - dayNumber(nowMs, zone);
  if (ahead === 0) return homeHour(ms, zone) >= 18 ? words.mode.day.tonight : words.mode.day.today;
  if (ahead === 1) return words.mode.day.tomorrow;
  return words.mode.day.on(format(zone, "weekday", { weekday: "long" }).format(ms));
}

function homeHour(ms: number, zone: string): number {
  return Number(format(zone, "hour", { hour: "2-digit", hourCycle: "h23" }).formatToParts(ms).find((part) => part.type === "hour")?.value);
}

/** Minutes since midnight by the home's clock. */
export function homeMinute(ms: number, zone: string): number {
  const parts = format(zone, "minute", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).formatToParts(ms);
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  return of("hour") * 60 + of("minute");
}
