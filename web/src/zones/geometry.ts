// SPDX-License-Identifier: Apache-2.0
// Polygons on a picture: points are shares of its width and height, 0 to 1. Pure.

export type Point = [number, number];

/** Four decimals: finer than a pixel of an 8K picture, and clean to read in the API. */
const rounded = (value: number): number => Math.round(Math.min(1, Math.max(0, value)) * 10_000) / 10_000;

export function onPicture(point: Point): Point {
  return [rounded(point[0]), rounded(point[1])];
}

export const fewestPoints = 3;
export const mostPoints = 32;

export function movePoint(points: readonly Point[], index: number, to: Point): Point[] {
  return points.with(index, onPicture(to));
}

export function between(a: Point, b: Point): Point {
  return onPicture([(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]);
}

/** A new point halfway to the next one; it stands at `index + 1`. */
export function addPointAfter(points: readonly Point[], index: number): Point[] {
  const here = points[index];
  const next = points[(index + 1) % points.length];
  if (!here || !next || points.length >= mostPoints) return [...points];
  return points.toSpliced(index + 1, 0, between(here, next));
}

export function removePoint(points: readonly Point[], index: number): Point[] {
  return points.length > fewestPoints ? points.toSpliced(index, 1) : [...points];
}

/** Moves the whole shape, as far as it stays on the picture. */
export function moveShape(points: readonly Point[], by: Point): Point[] {
  const room = (axis: 0 | 1): number => {
    const values = points.map((point) => point[axis]);
    return Math.min(Math.max(by[axis], -Math.min(...values)), 1 - Math.max(...values));
  };
  const [dx, dy] = [room(0), room(1)];
  return points.map(([x, y]) => onPicture([x + dx, y + dy]));
}

function side(a: Point, b: Point, c: Point): number {
  return Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));
}

function cross(a: Point, b: Point, c: Point, d: Point): boolean {
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

/** True when two edges cross: such a shape covers something else than it seems. */
export function crossesItself(points: readonly Point[]): boolean {
  const edges = points.map((point, index) => [point, points[(index + 1) % points.length] ?? point] as const);
  return edges.some(([a, b], i) => edges.some(([c, d], j) => Math.abs(i - j) > 1 && cross(a, b, c, d)));
}

/** Share of the picture that the polygon covers, 0 to 1. */
export function areaOf(points: readonly Point[]): number {
  const twice = points.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = points[(index + 1) % points.length] ?? [x, y];
    return sum + x * nextY - nextX * y;
  }, 0);
  return Math.abs(twice) / 2;
}

/** A place for a new zone: the middle, moved a little for each zone that is there already. */
export function freshShape(count: number): Point[] {
  const shift = (count % 5) * 0.05;
  return moveShape([[0.3, 0.35], [0.6, 0.35], [0.6, 0.75], [0.3, 0.75]], [shift, shift * 0.6]);
}
