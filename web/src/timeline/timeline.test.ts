// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { makeCameras, makeHistory } from "../../dev/fixture_hub/household.mjs";
import { addDays, startOfDay } from "../state/format";
import { fetchSpan, needsFetch, withMessage } from "./data";
import { barsOf, ticksOf, timeAt, xOf } from "./layout";
import { entriesOf } from "./list";
import { dayView, kept, longestSpan, shortestSpan, spanName, spanOf, withSpan, zoomed } from "./view";

const midnight = new Date(2026, 10, 21).getTime();
const minute = 60_000;
const hour = 60 * minute;
const day = { from: midnight, to: midnight + 24 * hour };
const span = (fromMin: number, toMin: number | null) => ({
  start: new Date(midnight + fromMin * minute).toISOString(),
  end: toMin === null ? null : new Date(midnight + toMin * minute).toISOString(),
});

describe("bars", () => {
  it("stand where their time is", () => {
    const [bar] = barsOf([span(6 * 60, 12 * 60)], day, 2400, day.to);
    expect(bar).toMatchObject({ x: 600, width: 600 });
  });

  it("are never too thin to see", () => {
    const [bar] = barsOf([span(60, 60.1)], day, 1000, day.to);
    expect(bar?.width).toBe(2);
  });

  it("join when they would touch, and stay apart when there is room", () => {
    const items = [span(10, 11), span(12, 13)];
    expect(barsOf(items, day, 1000, day.to)).toHaveLength(1);
    expect(barsOf(items, { from: midnight, to: midnight + hour }, 1000, day.to)).toHaveLength(2);
  });

  it("end now while the clip is still being written", () => {
    const [bar] = barsOf([span(6 * 60, null)], day, 2400, midnight + 7 * hour);
    expect(bar).toMatchObject({ x: 600, width: 100 });
  });

  it("leave out what is outside and cut what hangs over", () => {
    const view = { from: midnight + hour, to: midnight + 2 * hour };
    const bars = barsOf([span(0, 50), span(30, 70), span(115, 300), span(130, 140)], view, 600, day.to);
    expect(bars.map(({ x, width }) => [x, width])).toEqual([[0, 100], [550, 50]]);
  });
});

describe("scale", () => {
  it("goes there and back", () => {
    const ms = midnight + 5 * hour + 123;
    expect(timeAt(xOf(ms, day, 917), day, 917)).toBeCloseTo(ms, 0);
  });

  it.each([
    [24 * hour, 1200],
    [7 * 24 * hour, 1200],
    [10 * minute, 360],
  ])("has ticks that do not crowd (%d ms in %d px)", (length, width) => {
    const ticks = ticksOf({ from: midnight, to: midnight + length }, width);
    expect(ticks.length).toBeGreaterThan(2);
    for (const [index, tick] of ticks.entries()) {
      if (index > 0) expect(tick.x - ticks[index - 1]!.x).toBeGreaterThanOrEqual(63);
    }
  });
});

describe("views", () => {
  it("zoom around the pointed moment", () => {
    const around = midnight + 6 * hour;
    const view = zoomed(day, 0.5, around);
    expect(spanOf(view)).toBe(12 * hour);
    expect(xOf(around, view, 1000)).toBeCloseTo(xOf(around, day, 1000));
  });

  it("stay between two minutes and eight days", () => {
    expect(spanOf(zoomed(day, 1e-9, midnight))).toBe(shortestSpan);
    expect(spanOf(zoomed(day, 1e9, midnight))).toBe(longestSpan);
  });

  it("do not run off into the future", () => {
    const view = kept({ from: midnight + 300 * hour, to: midnight + 301 * hour }, midnight + 12 * hour);
    expect(view.from).toBeLessThanOrEqual(midnight + 24 * hour);
  });

  it("know their preset", () => {
    expect(spanName(dayView(midnight + 5))).toBe("day");
    expect(spanName({ from: 0, to: 3 * hour })).toBeNull();
  });

  it("of an hour end a little after now when now is seen", () => {
    const view = withSpan(day, "hour", midnight + 12 * hour);
    expect(spanOf(view)).toBe(hour);
    expect(view.to).toBeGreaterThan(midnight + 12 * hour);
  });

  it("of a week show seven whole days up to today", () => {
    const view = withSpan(day, "week", midnight + 12 * hour);
    expect(view).toEqual({ from: addDays(midnight, -6), to: addDays(midnight, 1) });
    expect(startOfDay(view.from)).toBe(view.from);
  });
});

describe("data", () => {
  const { clips, events, gaps } = makeHistory(makeCameras());
  const row = { camera_id: clips[0]!.camera_id, clips: [clips[0]!], gaps: [], events: [], marks: [] };

  it("takes new and changed clips in, and removed ones out", () => {
    const changed = withMessage([row], { type: "clip", clip: { ...clips[0]!, pinned: true } });
    expect(changed[0]?.clips).toEqual([{ ...clips[0], pinned: true }]);
    expect(withMessage(changed, { type: "clip_removed", id: clips[0]!.id })[0]?.clips).toEqual([]);
    const gap = { ...gaps[0]!, camera_id: row.camera_id };
    expect(withMessage([row], { type: "gap", gap })[0]?.gaps).toEqual([gap]);
  });

  it("leaves other cameras' rows as they were", () => {
    const event = { ...events[0]!, camera_id: "another" };
    expect(withMessage([row], { type: "event", event })[0]).toBe(row);
  });

  it("is fetched anew only when the view leaves it or zooms far in", () => {
    const fetched = fetchSpan(day);
    expect(needsFetch(day, undefined)).toBe(true);
    expect(needsFetch(day, fetched)).toBe(false);
    expect(needsFetch({ from: day.from - 9 * hour, to: day.to - 9 * hour }, fetched)).toBe(true);
    expect(needsFetch({ from: day.from + 9 * hour, to: day.to + 9 * hour }, fetched)).toBe(true);
    expect(needsFetch({ from: midnight, to: midnight + hour }, fetched)).toBe(true);
  });

  it("as a list is newest first and holds gaps", () => {
    const rows = [{ ...row, clips, gaps }];
    const entries = entriesOf(rows, { from: 0, to: Date.now() + hour }, Date.now());
    expect(entries).toHaveLength(clips.length + gaps.length);
    expect(entries.every((entry, index) => index === 0 || entry.at <= entries[index - 1]!.at)).toBe(true);
  });
});
