// SPDX-License-Identifier: Apache-2.0
// A light in words, from its pattern.
import type { Colour, Part } from "../../light/pattern";

const colours: Record<Colour, string> = { red: "red", green: "green", blue: "blue", amber: "amber", white: "white", infrared: "dark red" };
const counts = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
const seconds = (ms: number): string => (Math.abs(ms - 1000) < 150 ? "second" : `${Math.round(ms / 100) / 10} seconds`);

function blinking(part: Part, colour: string): string {
  const period = part.on_ms + part.pause_ms;
  const lit = part.on_ms / period;
  if (lit <= 0.25) return `a short ${colour} flash every ${seconds(period)}`;
  if (lit >= 0.75) return `${colour}, out for a moment every ${seconds(period)}`;
  if (period < 450) return `${colour}, blinking very fast`;
  if (period <= 700) return `${colour}, blinking fast`;
  return period <= 1400 ? `${colour}, blinking once a second` : `${colour}, blinking slowly, once every ${seconds(period)}`;
}

function partLooks(part: Part): string {
  const [first] = part.colours;
  if (!first) return "dark";
  const colour = colours[first];
  switch (part.kind) {
    case "steady":
      return first === "infrared" ? "a faint dark red glow around the lens, at night" : `steady ${colour}`;
    case "blink":
      return blinking(part, colour);
    case "bursts":
      return `${colour}: ${counts[part.count] ?? part.count} flashes, then a pause`;
    case "alternate": {
      const turns = part.colours.map((one) => colours[one]).join(" and ");
      return `${turns} in turn${part.on_ms <= 400 ? ", fast" : part.on_ms >= 2000 ? ", slowly" : ""}`;
    }
  }
}

/** "Red, blinking once a second"; of several LEDs at once "Steady green; blue, blinking slowly, once every 2 seconds". */
export function lightLooks(parts: readonly Part[]): string {
  const text = parts.map(partLooks).join("; ");
  return text === "dark" ? "Nothing: it stays dark" : text.charAt(0).toUpperCase() + text.slice(1);
}
