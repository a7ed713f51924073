// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { makeCameras, makeHistory } from "../../dev/fixture_hub/household.mjs";
import { fits, groupByDay, putClip } from "./clip_list";

const { clips } = makeHistory(makeCameras());
const [newest, second, third] = clips as [(typeof clips)[0], (typeof clips)[0], (typeof clips)[0]];

describe("the list of clips", () => {
  it("gets a new clip at its place in time", () => {
    expect(putClip([newest, third], second, true)).toEqual([newest, second, third]);
    expect(putClip([second, third], newest, true)[0]).toBe(newest);
    expect(putClip([newest], third, true)[1]).toBe(third);
  });

  it("shows a changed clip once", () => {
    expect(putClip([newest, second], { ...second, pinned: true }, true).map((clip) => clip.id)).toEqual([newest.id, second.id]);
  });

  it("loses a clip that no longer fits the filter", () => {
    expect(putClip([newest, second], newest, false)).toEqual([second]);
    expect(fits({ ...newest, pinned: false }, { pinned: true })).toBe(false);
    expect(fits(newest, { camera: newest.camera_id, kind: newest.kind })).toBe(true);
    expect(fits(newest, { camera: "another" })).toBe(false);
  });

  it("falls into days, newest first, and loses none", () => {
    const days = groupByDay(clips);
    expect(days.flatMap((day) => day.clips)).toEqual(clips);
    expect(new Set(days.map((day) => day.day)).size).toBe(days.length);
  });
});
