// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { addMonths, blanksBefore, dayByKey, daysOfMonth, edgesOf, startOfMonth } from "./month";
import { extended, mostChosen, nothingChosen, pruned, reached, toggled, toggledDay } from "./selection";
import { reachSentence } from "./storage_report";

const ids = ["a", "b", "c", "d", "e"];
const chosenOf = (selection: { chosen: ReadonlySet<string> }): string[] => [...selection.chosen].toSorted();

describe("choosing clips", () => {
  it("adds one and takes it away again", () => {
    const one = toggled(nothingChosen, "b");
    expect(chosenOf(one)).toEqual(["b"]);
    expect(chosenOf(toggled(one, "b"))).toEqual([]);
  });

  it("with Shift takes all from where it began, in either direction", () => {
    const one = toggled(nothingChosen, "c");
    expect(chosenOf(extended(one, ids, "e"))).toEqual(["c", "d", "e"]);
    expect(chosenOf(extended(one, ids, "a"))).toEqual(["a", "b", "c"]);
    expect(chosenOf(extended(nothingChosen, ids, "d"))).toEqual(["d"]);
  });

  it("takes a whole day, or lets it go when all of it was chosen", () => {
    const day = toggledDay(toggled(nothingChosen, "a"), ["a", "b"]);
    expect(chosenOf(day)).toEqual(["a", "b"]);
    expect(chosenOf(toggledDay(day, ["a", "b"]))).toEqual([]);
  });

  it("forgets clips that are gone, and holds no more than the hub takes", () => {
    const two = toggled(toggled(nothingChosen, "a"), "e");
    expect(chosenOf(pruned(two, ["a"]))).toEqual(["a"]);
    expect(pruned(two, ids)).toBe(two);
    const many = Array.from({ length: mostChosen + 9 }, (_, index) => String(index));
    expect(toggledDay(nothingChosen, many).chosen.size).toBe(mostChosen);
  });
});

describe("arrow keys among cards", () => {
  // Two rows of three and two, then another day with one.
  const spots = [
    { id: "a", x: 0, y: 0 },
    { id: "b", x: 100, y: 0 },
    { id: "c", x: 200, y: 0 },
    { id: "d", x: 0, y: 80 },
    { id: "e", x: 100, y: 80 },
    { id: "f", x: 0, y: 200 },
  ];

  it.each([
    ["a", "ArrowRight", "b"],
    ["c", "ArrowRight", "d"],
    ["d", "ArrowLeft", "c"],
    ["a", "ArrowLeft", null],
    ["c", "ArrowDown", "e"],
    ["e", "ArrowDown", "f"],
    ["f", "ArrowDown", null],
    ["f", "ArrowUp", "d"],
    ["e", "ArrowUp", "b"],
    ["c", "Home", "a"],
    ["a", "End", "f"],
    ["a", "x", null],
  ])("lead from %s by %s to %s", (from, key, to) => {
    expect(reached(spots, from, key)).toBe(to);
  });
});

describe("the month", () => {
  const november = new Date(2026, 10, 1).getTime();

  it("has its days, also where the clocks change", () => {
    expect(daysOfMonth(november)).toHaveLength(30);
    const march = new Date(2026, 2, 1).getTime();
    expect(daysOfMonth(march).every((day) => new Date(day).getHours() === 0)).toBe(true);
    expect(edgesOf(november).split(",")).toHaveLength(31);
  });

  it("begins its weeks with Monday", () => {
    expect(blanksBefore(november)).toBe(6); // a Sunday
    expect(blanksBefore(new Date(2026, 5, 1).getTime())).toBe(0); // a Monday
  });

  it("is walked by keys", () => {
    const day = new Date(2026, 9, 31).getTime();
    expect(dayByKey(day, "ArrowRight")).toBe(november);
    expect(dayByKey(day, "ArrowUp")).toBe(new Date(2026, 9, 24).getTime());
    expect(dayByKey(day, "PageDown")).toBe(new Date(2026, 10, 30).getTime());
    expect(dayByKey(day, "x")).toBeNull();
    expect(startOfMonth(day)).toBe(addMonths(november, -1));
  });
});

describe("how far back it will reach", () => {
  const storage = { clips_bytes: 1, free_bytes: 1, limit_bytes: 1, reserve_bytes: 1, oldest_clip_at: null, problem: null };
  const camera = (name: string, perDay: number) => ({ camera_id: name, name, clips: 1, bytes: 1, pinned_bytes: 0, bytes_per_day: perDay });
  const use = (more: object) => ({ storage, reach_days: 23.4, reach_by_age: false, bytes_per_day: 10, cameras: [camera("Hall", 2), camera("Porch", 8)], ...more });

  it.each([
    [{}, "There is room for about 23 days; Porch takes most."],
    [{ cameras: [camera("Hall", 5), camera("Porch", 5)] }, "There is room for about 23 days."],
    [{ reach_days: 0.4, cameras: [] }, "There is room for less than a day."],
    [{ reach_days: 14, reach_by_age: true }, "Clips go after 14 days, as you chose. There is room for that."],
    [{ reach_days: null }, "How far back it will reach shows after the first hours of recording."],
    [{ reach_days: 0 }, "Kept clips fill it: nothing else fits. Keep fewer, or allow more room."],
  ])("is a sentence", (more, sentence) => {
    expect(reachSentence(use(more))).toBe(sentence);
  });
});
