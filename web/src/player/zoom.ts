// SPDX-License-Identifier: Apache-2.0
// A closer look at a picture: how large, and which part. Pure. Places are shares of the frame, 0 to 1.

export interface ZoomView {
  /** 1: the whole picture. */
  scale: number;
  /** Where the picture's upper left corner lies, in frames from the frame's: 0 or less. */
  x: number;
  y: number;
}

export const wholePicture: ZoomView = { scale: 1, x: 0, y: 0 };
export const largest = 8;
/** One press of a key or button. */
export const step = 1.5;
const byTap = 2.5;
/** How far an arrow key moves, in frames. */
const byKey = 0.15;

const between = (low: number, value: number, high: number): number => Math.min(high, Math.max(low, value));

/** The picture always covers the frame. */
function kept({ scale, x, y }: ZoomView): ZoomView {
  const size = between(1, scale, largest);
  return { scale: size, x: between(1 - size, x, 0), y: between(1 - size, y, 0) };
}

/** Larger or smaller, with what is at `x`, `y` of the frame staying there. */
export function zoomedAt(view: ZoomView, factor: number, x = 0.5, y = 0.5): ZoomView {
  const scale = between(1, view.scale * factor, largest);
  const grown = scale / view.scale;
  return kept({ scale, x: x - (x - view.x) * grown, y: y - (y - view.y) * grown });
}

export function movedBy(view: ZoomView, x: number, y: number): ZoomView {
  return kept({ ...view, x: view.x + x, y: view.y + y });
}

/** A tap twice: closer to what was tapped, or back to the whole picture. */
export function tappedTwice(view: ZoomView, x: number, y: number): ZoomView {
  return view.scale > 1 ? wholePicture : zoomedAt(view, byTap, x, y);
}

const arrows: Record<string, [number, number]> = { ArrowLeft: [byKey, 0], ArrowRight: [-byKey, 0], ArrowUp: [0, byKey], ArrowDown: [0, -byKey] };

/** What a key does to the view; null when it means nothing here. Arrows belong to the page while the whole picture is seen. */
export function afterKey(view: ZoomView, key: string): ZoomView | null {
  if (key === "+" || key === "=") return zoomedAt(view, step);
  if (key === "-") return zoomedAt(view, 1 / step);
  if (key === "0") return wholePicture;
  const way = arrows[key];
  return way && view.scale > 1 ? movedBy(view, ...way) : null;
}

/** "2.5×" */
export const scaleText = (scale: number): string => `${Number(scale.toFixed(1))}×`;
