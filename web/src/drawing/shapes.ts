// SPDX-License-Identifier: Apache-2.0
// Where things are on a body that is drawn on 160 x 180: our own plain drawings, made from what the model says.

/** What of a model is drawn. */
export interface DrawnModel {
  kind: "camera" | "doorbell" | "hub";
  power: "battery" | "wired" | "either";
  /** The likeliest place first. */
  buttons: ReadonlyArray<{ place: string }>;
  qr_code?: string;
}

export type View = "front" | "back" | "inside";

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
  round: number;
}

export interface Point {
  x: number;
  y: number;
}

export interface Shape {
  box: Box;
  /** Stands on a foot. */
  foot: boolean;
  lens: Point & { radius: number };
  led: Point;
  cable: Point;
}

export function shapeOf(body: Pick<DrawnModel, "kind" | "power">): Shape {
  if (body.kind === "doorbell") {
    return { box: { x: 49, y: 14, width: 62, height: 152, round: 20 }, foot: false, lens: { x: 80, y: 50, radius: 19 }, led: { x: 80, y: 88 }, cable: { x: 80, y: 166 } };
  }
  if (body.kind === "hub") {
    return { box: { x: 20, y: 50, width: 120, height: 80, round: 14 }, foot: false, lens: { x: 0, y: 0, radius: 0 }, led: { x: 80, y: 106 }, cable: { x: 112, y: 130 } };
  }
  if (body.power === "battery") {
    return { box: { x: 26, y: 30, width: 108, height: 108, round: 24 }, foot: false, lens: { x: 80, y: 82, radius: 28 }, led: { x: 80, y: 43 }, cable: { x: 80, y: 138 } };
  }
  return { box: { x: 36, y: 18, width: 88, height: 104, round: 30 }, foot: true, lens: { x: 80, y: 66, radius: 25 }, led: { x: 80, y: 31 }, cable: { x: 80, y: 122 } };
}

/** In which view the button can be reached, and where. The likeliest of several places counts. */
export function buttonOf(body: Pick<DrawnModel, "kind" | "power" | "buttons">): { view: View; at: Point; place: string } {
  const place = body.buttons[0]?.place ?? "varies";
  const { box, foot } = shapeOf(body);
  const middle = box.x + box.width / 2;
  const bottom = box.y + box.height;
  switch (place) {
    case "battery_bay":
      return { view: "inside", at: { x: middle, y: bottom - 18 }, place };
    case "behind_plate":
      return { view: "inside", at: { x: middle, y: box.y + 22 }, place };
    case "underside":
      return { view: "back", at: { x: middle - 18, y: bottom - 5 }, place };
    case "side":
      return { view: "back", at: { x: box.x + 6, y: box.y + box.height / 2 }, place };
    case "top":
      return { view: "back", at: { x: middle, y: box.y + 7 }, place };
    case "base":
      return { view: "back", at: { x: middle, y: foot ? 154 : bottom - 8 }, place };
    default:
      return { view: "back", at: { x: middle, y: box.y + box.height * 0.36 }, place };
  }
}
