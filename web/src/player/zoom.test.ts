// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { afterKey, largest, movedBy, tappedTwice, wholePicture, zoomedAt } from "./zoom";

describe("a closer look", () => {
  it("keeps what is under the finger where it is", () => {
    const view = zoomedAt(wholePicture, 2, 0.25, 0.75);
    expect(view).toEqual({ scale: 2, x: -0.25, y: -0.75 });
    // The point of the picture at 0.25, 0.75 of the frame: (at - offset) / scale.
    expect((0.25 - view.x) / view.scale).toBeCloseTo(0.25);
    const more = zoomedAt(view, 1.5, 0.9, 0.1);
    expect((0.9 - more.x) / more.scale).toBeCloseTo((0.9 - view.x) / view.scale);
  });

  it("never shows what is beside the picture", () => {
    const corner = zoomedAt(wholePicture, 4, 0, 0);
    expect(movedBy(corner, 1, 1)).toEqual(corner);
    expect(movedBy(corner, -9, -9)).toEqual({ scale: 4, x: -3, y: -3 });
    const back = zoomedAt(movedBy(corner, -9, -9), 0.25, 0, 0);
    expect(back).toEqual(wholePicture);
  });

  it("has an end in both directions", () => {
    expect(zoomedAt(wholePicture, 0.2).scale).toBe(1);
    expect(zoomedAt(wholePicture, 100).scale).toBe(largest);
  });

  it("comes with two taps and goes with two", () => {
    const near = tappedTwice(wholePicture, 0.8, 0.2);
    expect(near.scale).toBeGreaterThan(1);
    expect(tappedTwice(near, 0.1, 0.1)).toEqual(wholePicture);
  });
});

describe("keys", () => {
  it("+ and - change the size, 0 goes back", () => {
    const near = afterKey(wholePicture, "+");
    expect(near?.scale).toBe(1.5);
    expect(afterKey(near ?? wholePicture, "-")?.scale).toBe(1);
    expect(afterKey(near ?? wholePicture, "0")).toEqual(wholePicture);
  });

  it("arrows move a picture that is larger than its frame, and are left to the page else", () => {
    expect(afterKey(wholePicture, "ArrowLeft")).toBeNull();
    const near = zoomedAt(wholePicture, 3);
    expect(afterKey(near, "ArrowRight")?.x).toBeLessThan(near.x);
    expect(afterKey(near, "ArrowUp")?.y).toBeGreaterThan(near.y);
    expect(afterKey(near, "a")).toBeNull();
  });
});
