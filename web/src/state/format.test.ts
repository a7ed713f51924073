// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { ago, bitRate, bytes, dayFromIso, dayName, duration, isoDay, playTime, startOfDay } from "./format";

const noon = new Date(2026, 10, 21, 12, 0, 0).getTime();

describe("formats", () => {
  it.each([
    [0, "0 B"],
    [999, "999 B"],
    [1400, "1.4 KB"],
    [999_600, "1.0 MB"],
    [41_200_000_000, "41 GB"],
  ])("%d bytes as %s", (count, text) => expect(bytes(count)).toBe(text));

  it.each([
    [8, "8 s"],
    [80, "1 min 20 s"],
    [3600, "1 h"],
    [7500, "2 h 5 min"],
  ])("%d seconds as %s", (seconds, text) => expect(duration(seconds)).toBe(text));

  it.each([
    [8.9, "0:08"],
    [750, "12:30"],
    [3723, "1:02:03"],
  ])("play time %d as %s", (seconds, text) => expect(playTime(seconds)).toBe(text));

  it("ago never says a negative time", () => {
    expect(ago(noon + 5000, noon)).toBe("just now");
    expect(ago(noon - 180_000, noon)).toBe("3 min ago");
    expect(ago(noon - 86_400_000, noon)).toBe("1 day ago");
  });

  it("days by their names", () => {
    expect(dayName(noon, noon)).toBe("Today");
    expect(dayName(startOfDay(noon) - 1, noon)).toBe("Yesterday");
    expect(dayName(noon - 5 * 86_400_000, noon)).toBe("Monday 16 November");
  });

  it("days for date inputs, there and back", () => {
    expect(isoDay(noon)).toBe("2026-11-21");
    expect(dayFromIso("2026-11-21")).toBe(startOfDay(noon));
    expect(dayFromIso("21.11.2026")).toBeUndefined();
  });

  it("bit rates", () => expect([bitRate(2_100_000), bitRate(380_000)]).toEqual(["2.1 Mbit/s", "380 kbit/s"]));
});
