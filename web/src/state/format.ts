// SPDX-License-Identifier: Apache-2.0
// Numbers and times as people say them. Times are shown in this device's time zone.
import { words } from "../strings";

const { language } = words;
const clockFormat = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" });
const preciseFormat = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const dayFormat = new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long" });
const shortDayFormat = new Intl.DateTimeFormat(language, { weekday: "short", day: "numeric", month: "short" });

/** "1.4" in English, "1,4" in German; always with so many digits after it. */
export function decimal(value: number, digits: number): string {
  return value.toLocaleString(language, { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false });
}

export const clockTime = (ms: number): string => clockFormat.format(ms);
export const preciseTime = (ms: number): string => preciseFormat.format(ms);
export const shortDay = (ms: number): string => shortDayFormat.format(ms);

/** Midnight at the start of the day that holds `ms`, in this device's time zone. */
export function startOfDay(ms: number): number {
  return new Date(ms).setHours(0, 0, 0, 0);
}

/** The same hour `days` later; right across the change to and from summer time. */
export function addDays(ms: number, days: number): number {
  const date = new Date(ms);
  return date.setDate(date.getDate() + days);
}

/** `2026-11-21` in this device's time zone, as date inputs want it. */
export function isoDay(ms: number): string {
  const date = new Date(ms);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;
}

export function dayFromIso(text: string): number | undefined {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (!parts) return undefined;
  const ms = new Date(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])).getTime();
  return Number.isNaN(ms) ? undefined : ms;
}

export function dayName(ms: number, nowMs: number): string {
  const day = startOfDay(ms);
  if (day === startOfDay(nowMs)) return words.time.today;
  if (day === startOfDay(addDays(nowMs, -1))) return words.time.yesterday;
  return dayFormat.format(ms);
}

/** "today 14:05:30" or "Sat 21 Nov 14:05": seconds only where they help to tell things apart. */
export function dayAndTime(ms: number, nowMs: number): string {
  if (startOfDay(ms) === startOfDay(nowMs)) return `${words.time.todayInline} ${preciseTime(ms)}`;
  return `${shortDay(ms)} ${clockTime(ms)}`;
}

export function ago(ms: number, nowMs: number): string {
  const seconds = Math.max(0, Math.round((nowMs - ms) / 1000));
  if (seconds < 5) return words.time.justNow;
  if (seconds < 60) return words.time.secondsAgo(seconds);
  if (seconds < 3600) return words.time.minutesAgo(Math.round(seconds / 60));
  if (seconds < 86_400) return words.time.hoursAgo(Math.round(seconds / 3600));
  return words.time.daysAgo(Math.round(seconds / 86_400));
}

/** "8 s", "1 min 20 s", "2 h 5 min". */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return whole % 60 === 0 ? `${minutes} min` : `${minutes} min ${whole % 60} s`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** "0:08", "12:30", "1:02:03" for players. */
export function playTime(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const tail = `${String(Math.floor(whole / 60) % 60).padStart(whole >= 3600 ? 2 : 1, "0")}:${String(whole % 60).padStart(2, "0")}`;
  return whole >= 3600 ? `${Math.floor(whole / 3600)}:${tail}` : tail;
}

const byteUnits = ["B", "KB", "MB", "GB", "TB"];

/** Decimal units, as disks are sold: "1.4 GB". */
export function bytes(count: number): string {
  let value = Math.max(0, count);
  let unit = 0;
  while (value >= 999.5 && unit < byteUnits.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit > 0 && value < 9.95 ? 1 : 0;
  return `${decimal(value, digits)} ${byteUnits[unit]}`;
}

export function bitRate(bitsPerSecond: number): string {
  return bitsPerSecond >= 1e6 ? `${decimal(bitsPerSecond / 1e6, 1)} Mbit/s` : `${Math.round(bitsPerSecond / 1000)} kbit/s`;
}
