// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { litAt, litOf, type Part } from "../light/pattern";
import { withLines } from "./link";
import { phaseAfter, phasesOf } from "./press";
import { sinceBegin } from "./since";
import type { Light } from "./types";

const part = (more: Partial<Part>): Part => ({ kind: "blink", colours: ["red"], count: 1, on_ms: 200, off_ms: 800, pause_ms: 800, ...more });

describe("a light", () => {
  it("is lit for its time and dark for its time", () => {
    const blink = part({});
    expect([0, 199, 200, 999, 1000, 1199].map((at) => litOf(blink, at))).toEqual(["red", "red", null, null, "red", "red"]);
  });

  it("flashes so often as its burst says, and then pauses", () => {
    const bursts = part({ kind: "bursts", count: 3, on_ms: 100, off_ms: 100, pause_ms: 1000 });
    const flashes = Array.from({ length: 150 }, (_, index) => index * 10).filter((at) => litOf(bursts, at) !== null && litOf(bursts, at - 10) === null);
    expect(flashes).toEqual([0, 200, 400]);
    expect(litOf(bursts, 1500)).toBe("red");
  });

  it("takes turns without being dark", () => {
    const turns = part({ kind: "alternate", colours: ["red", "blue"], on_ms: 500, count: 0, off_ms: 0, pause_ms: 0 });
    expect([0, 499, 500, 999, 1000].map((at) => litOf(turns, at))).toEqual(["red", "red", "blue", "blue", "red"]);
  });

  it("shows several at once", () => {
    expect(litAt([part({ kind: "steady", colours: ["blue"] }), part({})], 300)).toEqual(["blue", null]);
  });

  it("begins where the household says, and blinks as in life when its clock runs faster", () => {
    const light: Light = { pattern: "red", text: "red", since_us: 1_000_000, lamp: false };
    expect(sinceBegin(light, { now_us: 3_000_000, pace: 1 }, 100, 0, 150)).toBe(2050);
    expect(sinceBegin(light, { now_us: 3_000_000, pace: 60 }, 100, 40, 150)).toBe(110);
  });
});

describe("a press", () => {
  const camera = { ignored_below_ms: 2000, soft_until_ms: 8000, armed_from_ms: 10_000, stuck_after_ms: 30_000 };
  it("goes through the phases of the model", () => {
    expect([0, 1999, 2000, 8000, 10_000, 30_000, 30_001].map((ms) => phaseAfter(camera, ms))).toEqual(["short", "short", "soft", "warning", "armed", "armed", "stuck"]);
  });

  it("leaves out what a hub does not have", () => {
    const hub = { ignored_below_ms: 5000, soft_until_ms: 5000, armed_from_ms: 5000, stuck_after_ms: 30_000 };
    expect(phasesOf(hub).map((edge) => edge.phase)).toEqual(["short", "armed"]);
  });
});

describe("the story", () => {
  const line = (number: number, what = ""): { number: number; clock: string; who: string; what: string } => ({ number, clock: "", who: "", what });
  it("takes the later telling of a line", () => {
    expect(withLines([line(0), line(1, "old")], [line(1, "new"), line(2)]).map((one) => one.what)).toEqual(["", "new", ""]);
  });
});
