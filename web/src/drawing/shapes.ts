// SPDX-License-Identifier: Apache-2.0
// Where things are on a body that is drawn on 160 x 180: our own plain drawings, made from what the model says.
// A form stands for its kind; it is nobody's likeness.
import type { Form } from "../generated/model_facts";

/** What of a model is drawn. */
export interface DrawnModel {
  kind: "camera" | "doorbell" | "hub";
  form: Form;
  power: "battery" | "wired" | "either";
  /** What it lives on, in a few words: "2 AA lithium cells". */
  supply: string;
  /** The likeliest place first. */
  buttons: ReadonlyArray<{ place: string }>;
  tools: ReadonlyArray<{ tool: string; use: string }>;
  /** What sees motion beside the picture: "heat". */
  sensor?: string;
  qr_code?: string;
  drive: boolean;
  cable: boolean;
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
  /** The case, or the part of it that opens and carries labels. */
  box: Box;
  lens: Point & { radius: number };
  led: Point;
  /** Where its cable goes in, seen from behind. */
  cable: Point;
  /** The lowest point of all, and the highest. */
  floor: number;
  top: number;
}

const noLens = { x: 0, y: 0, radius: 0 };

const shapes: Record<Form, Shape> = {
  block: { box: { x: 27, y: 34, width: 106, height: 106, round: 24 }, lens: { x: 80, y: 80, radius: 25 }, led: { x: 80, y: 47 }, cable: { x: 80, y: 140 }, floor: 140, top: 34 },
  stand: { box: { x: 40, y: 22, width: 80, height: 84, round: 30 }, lens: { x: 80, y: 62, radius: 20 }, led: { x: 80, y: 36 }, cable: { x: 106, y: 98 }, floor: 164, top: 22 },
  pan_tilt: { box: { x: 38, y: 20, width: 84, height: 84, round: 42 }, lens: { x: 80, y: 60, radius: 21 }, led: { x: 80, y: 126 }, cable: { x: 80, y: 164 }, floor: 164, top: 20 },
  bullet: { box: { x: 22, y: 38, width: 116, height: 72, round: 30 }, lens: { x: 54, y: 72, radius: 22 }, led: { x: 54, y: 100 }, cable: { x: 116, y: 106 }, floor: 162, top: 34 },
  doorbell: { box: { x: 50, y: 14, width: 60, height: 152, round: 20 }, lens: { x: 80, y: 46, radius: 18 }, led: { x: 80, y: 80 }, cable: { x: 80, y: 166 }, floor: 166, top: 14 },
  module: { box: { x: 38, y: 48, width: 84, height: 84, round: 16 }, lens: noLens, led: { x: 80, y: 62 }, cable: { x: 80, y: 132 }, floor: 132, top: 48 },
  box: { box: { x: 20, y: 66, width: 120, height: 56, round: 10 }, lens: noLens, led: { x: 122, y: 94 }, cable: { x: 38, y: 122 }, floor: 126, top: 66 },
  board: { box: { x: 30, y: 30, width: 100, height: 112, round: 12 }, lens: { x: 80, y: 72, radius: 19 }, led: { x: 46, y: 126 }, cable: { x: 50, y: 142 }, floor: 142, top: 30 },
};

export const shapeOf = ({ form }: Pick<DrawnModel, "form">): Shape => shapes[form];

/** Lives on AA cells, and not on a pack that is built in. */
export const takesCells = ({ supply }: Pick<DrawnModel, "supply">): boolean => /\bAA\b/.test(supply);

export interface ButtonPlace {
  view: View;
  at: Point;
  place: string;
}

/** In which view the button can be reached, and where. The likeliest of several places counts. */
export function buttonOf(model: Pick<DrawnModel, "form" | "buttons">): ButtonPlace {
  const place = model.buttons[0]?.place ?? "varies";
  const { box, floor } = shapeOf(model);
  const middle = box.x + box.width / 2;
  const bottom = box.y + box.height;
  switch (place) {
    case "battery_bay":
      return { view: "inside", at: { x: middle, y: bottom - 20 }, place };
    case "behind_plate":
      return { view: "inside", at: { x: middle, y: box.y + 24 }, place };
    case "underside":
      return { view: "back", at: { x: middle - (model.form === "stand" ? 22 : 0), y: bottom - 7 }, place };
    case "side":
      return { view: "back", at: { x: box.x + 8, y: box.y + box.height / 2 }, place };
    case "top":
      return { view: "back", at: { x: middle, y: box.y + 9 }, place };
    case "base":
      return { view: "back", at: { x: middle, y: floor - 8 }, place };
    default:
      if (model.form === "bullet") return { view: "back", at: { x: 106, y: 62 }, place };
      return { view: "back", at: { x: model.form === "box" ? box.x + box.width - 16 : middle, y: box.y + box.height * (model.form === "box" ? 0.3 : 0.34) }, place };
  }
}

/** The views that say something: what never opens has no inside. */
export function viewsOf(model: Pick<DrawnModel, "form" | "power" | "buttons">): View[] {
  return model.power !== "wired" || buttonOf(model).view === "inside" ? ["front", "back", "inside"] : ["front", "back"];
}

export type MarkKind = "light" | "button" | "lens" | "bell" | "cable" | "cover" | "code" | "cells" | "pack" | "drive";

export interface Mark {
  kind: MarkKind;
  at: Point;
  /** What is round is pointed at at its edge. */
  radius?: number;
}

/** Where the code for set-up stands on the back, where it does. */
export const codeAt = ({ box }: Shape): Point => ({ x: box.x + box.width / 2, y: box.y + box.height * 0.56 });
/** And in the bay of its cells. */
export const codeInside = ({ box }: Shape): Point => ({ x: box.x + box.width - 18, y: box.y + box.height * 0.3 });
export const driveAt = ({ box }: Shape): Point => ({ x: box.x + box.width - 22, y: box.y + box.height - 14 });

/** What of a view has a name, from top to bottom. */
export function marksOf(model: DrawnModel, view: View): Mark[] {
  const shape = shapeOf(model);
  const { box, lens, led, cable } = shape;
  const middle = box.x + box.width / 2;
  const button = buttonOf(model);
  const marks: Mark[] = [];
  const mark = (kind: MarkKind, at: Point, isThere = true, radius = 0): void => void (isThere && marks.push({ kind, at, ...(radius > 0 && { radius }) }));
  mark("button", button.at, button.view === view);
  if (view === "front") {
    mark("light", led);
    mark("lens", lens, lens.radius > 0, lens.radius * 0.9);
    mark("bell", { x: 80, y: 126 }, model.kind === "doorbell", 17);
  } else if (view === "back") {
    mark("cover", { x: middle, y: box.y + 18 }, model.power === "battery" && takesCells(model));
    mark("code", codeAt(shape), hasCodeOutside(model));
    mark("cable", { x: cable.x, y: cable.y }, model.power !== "battery");
    mark("drive", driveAt(shape), model.drive);
  } else {
    mark(takesCells(model) ? "cells" : "pack", { x: middle - 16, y: box.y + box.height / 2 }, model.power !== "wired");
    mark("code", codeInside(shape), model.qr_code !== undefined && !hasCodeOutside(model));
  }
  return marks.toSorted((a, b) => a.at.y - b.at.y);
}

/** Its code is on a label outside, and not in the bay of its cells. */
export const hasCodeOutside = ({ qr_code }: Pick<DrawnModel, "qr_code">): boolean => qr_code !== undefined && !/battery bay/i.test(qr_code);
