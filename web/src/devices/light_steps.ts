// SPDX-License-Identifier: Apache-2.0
// The text form of a light's pattern (light/text.hpp), played: "red 5x 0.2s/0.2s pause 2s". Pure.

export interface LightStep {
  /** "red", or "" for dark. */
  colour: string;
  ms: number;
}

const ms = (time: string): number => Math.round(Number.parseFloat(time) * (time.endsWith("ms") ? 1 : 1000));

const forms: Array<[RegExp, (found: string[]) => LightStep[]]> = [
  [/^(\w+) blink ([\d.]+m?s)$/, ([colour = "", period = ""]) => [{ colour, ms: ms(period) / 2 }, { colour: "", ms: ms(period) / 2 }]],
  [/^(\w+) blink ([\d.]+m?s)\/([\d.]+m?s)$/, ([colour = "", on = "", off = ""]) => [{ colour, ms: ms(on) }, { colour: "", ms: ms(off) }]],
  [
    /^(\w+) (\d+)x ([\d.]+m?s)\/([\d.]+m?s) pause ([\d.]+m?s)$/,
    ([colour = "", count = "", on = "", off = "", pause = ""]) =>
      Array.from({ length: Number(count) }, (_, index) => [
        { colour, ms: ms(on) },
        { colour: "", ms: ms(index === Number(count) - 1 ? pause : off) },
      ]).flat(),
  ],
  [/^(\w+(?:\/\w+)+) ([\d.]+m?s)$/, ([colours = "", hold = ""]) => colours.split("/").map((colour) => ({ colour, ms: ms(hold) }))],
  [/^(\w+)$/, ([colour = ""]) => [{ colour, ms: 0 }]],
];

/** One round of one LED's part; a single step of 0 ms is steady. Not understood: dark. */
export function stepsOf(part: string): LightStep[] {
  for (const [form, make] of forms) {
    const found = form.exec(part.trim());
    if (found && part.trim() !== "off") return make(found.slice(1));
  }
  return [{ colour: "", ms: 0 }];
}

/** A pattern of several LEDs at once, one list of steps for each. */
export const ledsOf = (pattern: string): LightStep[][] => pattern.split("+").map(stepsOf);
