// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { layOut, makeSchedule } from "../../dev/fixture_hub/house.mjs";
import { makeHome } from "../../dev/fixture_hub/household.mjs";
import type { ModeRule, ScheduleDay } from "../api/types";
import { cities } from "./cities";
import { comingDay, homeClock, homeMinute } from "./home_time";
import { titleOf, toneOf } from "./mode_words";
import { nextText } from "./next_text";
import { readCoordinates, readPlace } from "./place_text";
import { draftOf, newDraft, ruleFrom, withDay } from "./rule_draft";
import { momentToday, ruleText } from "./rule_text";
import { bandsOf, groupsOf, minuteFrom, usualWeek } from "./schedule";

const at = (text: string): number => Date.parse(text);

describe("times of the home", () => {
  const zone = "Pacific/Auckland"; // 13 hours ahead of UTC in November

  it("go by its clock, not by that of this device", () => {
    expect(homeClock(at("2026-11-26T09:30:00Z"), zone)).toBe("22:30");
    expect(homeMinute(at("2026-11-26T11:05:00Z"), zone)).toBe(5);
  });

  it("are of today, tonight, tomorrow or a weekday by its calendar", () => {
    const now = at("2026-11-26T06:00:00Z"); // Thursday, 19:00 there
    expect(comingDay(at("2026-11-26T09:30:00Z"), now, zone)).toBe("tonight");
    expect(comingDay(at("2026-11-26T18:00:00Z"), now, zone)).toBe("tomorrow");
    expect(comingDay(at("2026-11-27T18:00:00Z"), now, zone)).toBe("on Saturday");
    expect(comingDay(at("2026-11-26T01:00:00Z"), at("2026-11-26T00:00:00Z"), zone)).toBe("today");
  });
});

describe("what comes next", () => {
  const now = at("2026-11-26T12:00:00Z");
  const home = { ...makeHome(), time_zone: "Etc/UTC", next_mode: { mode_id: "mod00000night", at: "2026-11-26T22:30:00.000Z" } };

  it("is a sentence by the schedule, and until when after a choice by hand", () => {
    expect(nextText({ ...home, mode: { ...home.mode, by: "schedule" } }, now)).toBe("Tonight at 22:30: Night.");
    expect(nextText({ ...home, mode: { ...home.mode, by: "person" } }, now)).toBe("Until 22:30, then Night.");
  });

  it("is nothing while the schedule is paused or has nothing to change", () => {
    expect(nextText({ ...home, next_mode: null }, now)).toBe("Stays until somebody changes it.");
    expect(nextText({ ...home, next_mode: null, schedule_on: false }, now)).toBe("The schedule is paused.");
  });
});

describe("modes", () => {
  it("have the word of their kind until they are given a name", () => {
    const [first] = makeHome().modes;
    expect(first && titleOf(first)).toBe("Home");
    expect(first && titleOf({ ...first, name: "All in" })).toBe("All in");
  });

  it("of the owner's own take turns with two colours", () => {
    const modes = [1, 2, 3].map((id) => ({ id: String(id), kind: "own" as const, name: "x", armed: true, arms_new: true, cameras: [] }));
    expect(modes.map((mode) => toneOf(mode, modes))).toEqual(["own", "own-2", "own"]);
  });
});

describe("a day's bands", () => {
  const day = (begins_in: string | null, moments: Array<[number, string]>): ScheduleDay => ({
    date: "2026-11-26", weekday: "thu", today: true, sun: null, sunrise: null, sunset: null, begins_in,
    moments: moments.map(([minute, mode_id], rule) => ({ minute, at: "", mode_id, rule })),
  });
  const short = (one: ScheduleDay): unknown => bandsOf(one).map(({ from, to, mode, rule }) => [from, to, mode, rule]);

  it("cover it from midnight to midnight", () => {
    expect(short(day("night", [[390, "home"], [1350, "night"]]))).toEqual([[0, 390, "night", null], [390, 1350, "home", 0], [1350, 1440, "night", 1]]);
    expect(short(day(null, []))).toEqual([[0, 1440, null, null]]);
  });

  it("are one where a rule sets what holds already, and can be changed there", () => {
    expect(short(day("home", [[390, "home"], [480, "away"]]))).toEqual([[0, 480, "home", 0], [480, 1440, "away", 1]]);
  });

  it("begin with the last of the rules for one moment", () => {
    expect(short(day("night", [[0, "home"], [480, "away"], [480, "home"]]))).toEqual([[0, 1440, "home", 0]]);
  });

  it("are told once for days that are alike, also where the sun is a little later each day", () => {
    const other = { ...day("night", [[390, "home"], [1012, "night"]]), weekday: "fri" as const };
    const lazy = { ...day("night", []), weekday: "sat" as const };
    const groups = groupsOf([day("night", [[390, "home"], [1010, "night"]]), lazy, other]);
    expect(groups.map(({ days }) => days.map(({ weekday }) => weekday))).toEqual([["thu", "fri"], ["sat"]]);
    expect(groups[0]?.moments).toEqual([{ earliest: 390, latest: 390, mode: "home", rule: 0 }, { earliest: 1010, latest: 1012, mode: "night", rule: 1 }]);
    expect(groups[1]?.moments).toEqual([]);
  });

  it("of the fixture's week all hang together", () => {
    for (const one of layOut(makeSchedule()).week) {
      const bands = bandsOf(one);
      expect(bands.at(-1)?.to).toBe(1440);
      for (const [index, band] of bands.entries()) expect(band.from).toBe(bands[index - 1]?.to ?? 0);
    }
  });
});

describe("a rule", () => {
  const rule: ModeRule = { days: ["sat", "sun"], moment: "sunset", minutes: -30, mode_id: "n" };

  it("is a sentence", () => {
    expect(ruleText(rule)).toBe("Weekends, 30 minutes before sunset");
    expect(ruleText({ ...rule, minutes: 0, days: ["mon", "thu"] })).toBe("Mon, Thu, at sunset");
    expect(ruleText({ ...rule, moment: "clock", minutes: 485, days: ["mon", "tue", "wed", "thu", "fri"] })).toBe("Weekdays, at 08:05");
  });

  it("becomes a draft and a rule again", () => {
    for (const one of [rule, { ...rule, minutes: 0 }, { ...rule, moment: "clock" as const, minutes: 0 }, { ...rule, minutes: 90 }]) expect(ruleFrom(draftOf(one))).toEqual(one);
  });

  it("is refused with what is missing", () => {
    const draft = newDraft(makeHome());
    expect(ruleFrom({ ...draft, days: [] })).toBe("days");
    expect(ruleFrom({ ...draft, time: "24:00" })).toBe("time");
    expect(ruleFrom({ ...draft, moment: "sunset", shift: "after", minutes: "361" })).toBe("minutes");
    expect(ruleFrom({ ...draft, moment: "sunset", shift: "after", minutes: "1.5" })).toBe("minutes");
  });

  it("keeps its days in the order of the week", () => {
    expect(withDay(["fri"], "mon")).toEqual(["mon", "fri"]);
    expect(withDay(["mon", "fri"], "mon")).toEqual(["fri"]);
  });

  it("by the sun is a time today, where the sun does that", () => {
    const known = layOut(makeSchedule());
    expect(momentToday(rule, known)).toBe(968 - 30);
    expect(momentToday(rule, layOut({ ...makeSchedule(), place: null }))).toBeNull();
  });
});

it("reads a time only where it is one", () => {
  expect(["8:05", "23:59", "24:00", "8:5", "", "12:60"].map(minuteFrom)).toEqual([485, 1439, null, null, null, null]);
});

it("offers a usual week that changes four times", () => {
  expect(usualWeek({ home: "h", away: "a", night: "n" }).map((rule) => rule.mode_id)).toEqual(["h", "a", "h", "n"]);
});

describe("a place", () => {
  it("is read from coordinates as people write them", () => {
    expect(["52.52, 13.40", "52,52 13,40", "33.9 S, 18.4 E", "-33.9/18.4", "40.7°N 74°W", "52.5200;13.4050"].map(readCoordinates)).toEqual([
      [52.52, 13.4], [52.52, 13.4], [-33.9, 18.4], [-33.9, 18.4], [40.7, -74], [52.52, 13.405],
    ]);
    expect(["Berlin", "52.52", "", "1 2 3"].map(readCoordinates)).toEqual([null, null, null, null]);
  });

  it("is a city by any of its names, with its time zone", () => {
    expect(readPlace(" münchen ")).toEqual({ place: { name: "Munich", latitude: 48.14, longitude: 11.58 }, zone: "Europe/Berlin" });
    expect(readPlace("Koln")).toMatchObject({ place: { name: "Cologne" } });
    expect(readPlace("Little Whinging")).toEqual({ problem: "unknown" });
    expect(readPlace("91, 0")).toEqual({ problem: "out_of_range" });
    expect(readPlace("-33.9, 18.4")).toEqual({ place: { name: "33.90° S, 18.40° E", latitude: -33.9, longitude: 18.4 } });
  });

  it("has coordinates and a time zone that this engine knows, for every city of the list", () => {
    for (const { names, latitude, longitude, zone } of cities) {
      expect(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && latitude !== 0, names[0]).toBe(true);
      expect(() => new Intl.DateTimeFormat("en", { timeZone: zone }), names[0]).not.toThrow();
      // The sun and the clock agree to a few hours, or a sign is wrong.
      const clock = new Intl.DateTimeFormat("en", { timeZone: zone, hour: "2-digit", hourCycle: "h23" }).format(at("2026-01-15T12:00:00Z"));
      const off = (((Number(clock) - 12 - longitude / 15) % 24) + 36) % 24 - 12;
      expect(Math.abs(off), names[0]).toBeLessThan(3.2);
    }
  });
});
