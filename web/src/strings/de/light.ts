// SPDX-License-Identifier: Apache-2.0
// A light in words, from its pattern.
import type { Colour, Part } from "../../light/pattern";
import { decimal } from "./forms";

const colours: Record<Colour, string> = { red: "rot", green: "grün", blue: "blau", amber: "orange", white: "weiß", infrared: "dunkelrot" };
const counts = ["keinmal", "einmal", "zweimal", "dreimal", "viermal", "fünfmal", "sechsmal", "siebenmal", "achtmal", "neunmal", "zehnmal"];

/** "jede Sekunde", "alle 2 Sekunden", "alle 0,5 Sekunden" */
function every(ms: number): string {
  if (Math.abs(ms - 1000) < 150) return "jede Sekunde";
  const tenths = Math.round(ms / 100);
  return `alle ${decimal(tenths / 10, tenths % 10 === 0 ? 0 : 1)} Sekunden`;
}

function blinking(part: Part, colour: string): string {
  const period = part.on_ms + part.pause_ms;
  const lit = part.on_ms / period;
  if (lit <= 0.25) return `${every(period)} ein kurzer Blitz in ${colour}`;
  if (lit >= 0.75) return `${colour}, ${every(period)} kurz aus`;
  if (period < 450) return `${colour}, blinkt sehr schnell`;
  if (period <= 700) return `${colour}, blinkt schnell`;
  return period <= 1400 ? `${colour}, blinkt einmal pro Sekunde` : `${colour}, blinkt langsam, ${every(period)} einmal`;
}

function partLooks(part: Part): string {
  const [first] = part.colours;
  if (!first) return "dunkel";
  const colour = colours[first];
  switch (part.kind) {
    case "steady":
      return first === "infrared" ? "nachts ein schwaches dunkelrotes Glimmen um das Objektiv" : `dauerhaft ${colour}`;
    case "blink":
      return blinking(part, colour);
    case "bursts":
      return `${colour}: blitzt ${counts[part.count] ?? `${part.count}-mal`}, dann Pause`;
    case "alternate": {
      const turns = part.colours.map((one) => colours[one]).join(" und ");
      return `${turns} im Wechsel${part.on_ms <= 400 ? ", schnell" : part.on_ms >= 2000 ? ", langsam" : ""}`;
    }
  }
}

/** "Rot, blinkt einmal pro Sekunde"; of several LEDs at once "Dauerhaft grün; blau, blinkt langsam, alle 2 Sekunden einmal". */
export function lightLooks(parts: readonly Part[]): string {
  const text = parts.map(partLooks).join("; ");
  return text === "dunkel" ? "Nichts: Sie bleibt dunkel" : text.charAt(0).toUpperCase() + text.slice(1);
}
