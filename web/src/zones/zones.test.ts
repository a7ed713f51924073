// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { addPointAfter, areaOf, crossesItself, fewestPoints, freshShape, mostPoints, movePoint, moveShape, type Point, removePoint } from "./geometry";

const square: Point[] = [[0.2, 0.2], [0.6, 0.2], [0.6, 0.6], [0.2, 0.6]];

describe("a zone's points", () => {
  it("stay on the picture", () => {
    expect(movePoint(square, 0, [-0.4, 1.7])[0]).toEqual([0, 1]);
    expect(movePoint(square, 1, [0.123456, 0.5])[1]).toEqual([0.1235, 0.5]);
  });

  it("are added halfway to the next, also after the last", () => {
    expect(addPointAfter(square, 0)[1]).toEqual([0.4, 0.2]);
    expect(addPointAfter(square, 3)[4]).toEqual([0.2, 0.4]);
  });

  it("are never fewer than three nor more than thirty-two", () => {
    let points = square;
    for (let index = 0; index < 5; index++) points = removePoint(points, 0);
    expect(points).toHaveLength(fewestPoints);
    for (let index = 0; index < 40; index++) points = addPointAfter(points, 0);
    expect(points).toHaveLength(mostPoints);
  });
});

describe("a zone's shape", () => {
  it("moves whole and stops at the edge without being squeezed", () => {
    expect(moveShape(square, [0.1, 0])[0]).toEqual([0.3, 0.2]);
    const moved = moveShape(square, [5, -5]);
    expect(moved[0]).toEqual([0.6, 0]);
    expect(areaOf(moved)).toBeCloseTo(areaOf(square));
  });

  it("knows how much of the picture it covers", () => expect(areaOf(square)).toBeCloseTo(0.16));

  it("is noticed when it crosses itself", () => {
    expect(crossesItself(square)).toBe(false);
    expect(crossesItself([[0.2, 0.2], [0.6, 0.6], [0.6, 0.2], [0.2, 0.6]])).toBe(true);
  });

  it("starts on the picture, wherever the others are", () => {
    for (let count = 0; count < 12; count++) {
      expect(freshShape(count).flat().every((value) => value >= 0 && value <= 1)).toBe(true);
    }
  });
});
