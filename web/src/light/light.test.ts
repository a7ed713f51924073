// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { ownLights } from "../generated/models";
import { litAt } from "./pattern";
import { partOf, partsOf } from "./pattern_text";

describe("the text of a light's pattern", () => {
  it("is understood of each of our own codes", () => {
    expect(Object.keys(ownLights).length).toBeGreaterThan(20);
    for (const { pattern } of Object.values(ownLights))
      for (const { colours } of partsOf(pattern)) expect(colours.length > 0 && colours.every((colour) => /^(red|green|blue|white|amber)$/.test(colour)), pattern).toBe(true);
  });
  it("keeps its times", () => {
    expect(partOf("blue blink 2s")).toMatchObject({ kind: "blink", colours: ["blue"], on_ms: 1000, off_ms: 1000 });
    expect(partOf("green blink 150ms/1.85s")).toMatchObject({ on_ms: 150, off_ms: 1850 });
    expect(partOf("red 2x 0.35s/0.35s pause 1.9s")).toMatchObject({ kind: "bursts", count: 2, on_ms: 350, off_ms: 350, pause_ms: 1900 });
    expect(partOf("red/white 0.6s")).toMatchObject({ kind: "alternate", colours: ["red", "white"], on_ms: 600 });
    expect(partsOf("green + blue blink 2s")).toHaveLength(2);
  });
  it("is played", () => {
    const lit = (pattern: string, at: number): Array<string | null> => litAt(partsOf(pattern), at);
    expect(lit("off", 0)).toEqual([null]);
    expect([0, 499, 500, 999, 1000].map((at) => lit("red blink 1s", at)[0])).toEqual(["red", "red", null, null, "red"]);
    expect(lit("green + blue blink 2s", 1500)).toEqual(["green", null]);
  });
});
