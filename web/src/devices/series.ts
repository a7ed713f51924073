// SPDX-License-Identifier: Apache-2.0
// Telemetry as lines to draw: hours of the older past and single samples of the last two days, joined, thinned out, and
// broken where nothing was heard. Pure.
import type { TelemetryHour, TelemetrySample, TelemetrySeries } from "../api/types";

export type Metric = "battery" | "signal" | "temperature";

/** One place on the time axis, with the least and the most that was measured around it. */
export interface Point {
  at: number;
  least: number;
  most: number;
}

export interface Span {
  from: number;
  to: number;
}

export const hourMs = 3_600_000;

type Measured = [least: number | null, most: number | null];

const ofHour: Record<Metric, (hour: TelemetryHour) => Measured> = {
  battery: (hour) => [hour.battery_mv_least, hour.battery_mv_most],
  signal: (hour) => [hour.rssi_dbm_least, hour.rssi_dbm_mean],
  temperature: (hour) => [hour.temperature_c_least, hour.temperature_c_most],
};
const ofSample: Record<Metric, (sample: TelemetrySample) => number | null> = {
  battery: (sample) => sample.battery_mv,
  signal: (sample) => sample.rssi_dbm,
  temperature: (sample) => sample.temperature_c,
};

/** What was measured, oldest first. */
export function measured(series: TelemetrySeries, metric: Metric): Point[] {
  const hours = series.hours.flatMap((hour) => {
    const [least, most] = ofHour[metric](hour);
    return least === null || most === null ? [] : [{ at: Date.parse(hour.start) + hourMs / 2, least, most }];
  });
  const samples = series.samples.flatMap((sample) => {
    const value = ofSample[metric](sample);
    return value === null ? [] : [{ at: Date.parse(sample.at), least: value, most: value }];
  });
  return [...hours, ...samples];
}

/** At most one point for each of `count` equal parts of the span. */
export function thinned(points: readonly Point[], { from, to }: Span, count: number): Point[] {
  const width = (to - from) / count;
  const parts = new Map<number, Point>();
  for (const point of points) {
    if (point.at < from || point.at > to) continue;
    const part = Math.min(count - 1, Math.floor((point.at - from) / width));
    const known = parts.get(part);
    if (known) parts.set(part, { at: point.at, least: Math.min(known.least, point.least), most: Math.max(known.most, point.most) });
    else parts.set(part, point);
  }
  return [...parts.values()];
}

/** The times at which it was heard, whatever it measured. */
export function heardAt(series: TelemetrySeries): Span[] {
  const hours = series.hours.map(({ start }) => ({ from: Date.parse(start), to: Date.parse(start) + hourMs }));
  const samples = series.samples.map(({ at }) => ({ from: Date.parse(at), to: Date.parse(at) }));
  return [...hours, ...samples];
}

/** Samples come once a minute; three missed ones are a silence. */
const longestCalm = 4 * 60_000;

/** Stretches in which nothing was heard, between the first time that it was heard and the span's end. */
export function silences(heard: readonly Span[], { to }: Span): Span[] {
  const found: Span[] = [];
  let until = heard[0]?.to ?? to;
  for (const part of [...heard.slice(1), { from: to, to }]) {
    if (part.from - until > longestCalm) found.push({ from: until, to: part.from });
    until = Math.max(until, part.to);
  }
  return found;
}

export const totalMs = (spans: readonly Span[]): number => spans.reduce((sum, { from, to }) => sum + to - from, 0);

/** Points that belong together: a silence lies between two runs. */
export function runs(points: readonly Point[], quiet: readonly Span[]): Point[][] {
  const found: Point[][] = [];
  let last: Point | undefined;
  for (const point of points) {
    const before = last?.at ?? Number.POSITIVE_INFINITY;
    const broken = !last || quiet.some(({ from, to }) => from >= before && to <= point.at);
    if (broken) found.push([point]);
    else found.at(-1)?.push(point);
    last = point;
  }
  return found;
}

export interface Range {
  least: number;
  most: number;
}

export function rangeOf(points: readonly Point[]): Range | null {
  if (points.length === 0) return null;
  return { least: Math.min(...points.map(({ least }) => least)), most: Math.max(...points.map(({ most }) => most)) };
}

/** A steady value must not look like a wild one: the axis spans at least `least` units. */
export function widened({ least, most }: Range, atLeast: number): Range {
  const missing = Math.max(0, atLeast - (most - least)) / 2;
  return { least: least - missing, most: most + missing };
}
