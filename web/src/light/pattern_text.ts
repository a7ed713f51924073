// SPDX-License-Identifier: Apache-2.0
// The text form of a light's pattern (light/text.hpp): "red 5x 0.2s/0.2s pause 2s". Pure.
import type { Colour, Part } from "./pattern";

const ms = (time: string): number => Math.round(Number.parseFloat(time) * (time.endsWith("ms") ? 1 : 1000));
const colour = (name: string): Colour[] => [name as Colour];
const blink = (name: string, on: number, off: number): Part => ({ kind: "blink", colours: colour(name), count: 1, on_ms: on, off_ms: off, pause_ms: off });

const forms: Array<[RegExp, (found: string[]) => Part]> = [
  [/^(\w+) blink ([\d.]+m?s)$/, ([name = "", period = ""]) => blink(name, ms(period) / 2, ms(period) / 2)],
  [/^(\w+) blink ([\d.]+m?s)\/([\d.]+m?s)$/, ([name = "", on = "", off = ""]) => blink(name, ms(on), ms(off))],
  [
    /^(\w+) (\d+)x ([\d.]+m?s)\/([\d.]+m?s) pause ([\d.]+m?s)$/,
    ([name = "", count = "", on = "", off = "", pause = ""]) => ({ kind: "bursts", colours: colour(name), count: Number(count), on_ms: ms(on), off_ms: ms(off), pause_ms: ms(pause) }),
  ],
  [
    /^(\w+(?:\/\w+)+) ([\d.]+m?s)$/,
    ([names = "", hold = ""]) => ({ kind: "alternate", colours: names.split("/") as Colour[], count: 0, on_ms: ms(hold), off_ms: 0, pause_ms: 0 }),
  ],
  [/^(\w+)$/, ([name = ""]) => ({ kind: "steady", colours: name === "off" ? [] : colour(name), count: 0, on_ms: 0, off_ms: 0, pause_ms: 0 })],
];

/** What one LED does. Not understood: dark. */
export function partOf(text: string): Part {
  for (const [form, make] of forms) {
    const found = form.exec(text.trim());
    if (found) return make(found.slice(1));
  }
  return { kind: "steady", colours: [], count: 0, on_ms: 0, off_ms: 0, pause_ms: 0 };
}

/** A pattern of several LEDs at once, a part for each. */
export const partsOf = (pattern: string): Part[] => pattern.split("+").map(partOf);
