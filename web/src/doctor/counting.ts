// SPDX-License-Identifier: Apache-2.0
// What of a step is counted in seconds: holds of a button, and waits. Taken from the step's own sentences in English, whatever
// language they are shown in, and where the model's data has the press, from there. Pure.
import type { ModelFacts, ModelPress } from "../generated/model_facts";

const numbers: Record<string, number> = {
  a: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, fifteen: 15, twenty: 20, thirty: 30, half: 0.5,
};
const number = `(\\d+|${Object.keys(numbers).join("|")})`;
const spanForm = new RegExp(`\\b(?:for|wait|after|to)\\s+${number}(?:\\s+a)?(?:\\s+(?:more|full))?\\s+(seconds?|minutes?)\\b`, "i");
const holdForm = /\b(hold|press)\b[^.]*\bbutton\b|\bbutton\b[^.]*\b(hold|press)|still holding/i;
const waitForm = /\b(power away|plug out|unplug|wait|switch\b.*\boff)\b/i;

/** Longer waits are told, not counted: nobody watches a page for an hour. */
const longestWait = 15 * 60;

export interface Wait {
  seconds: number;
  /** Which of the step's sentences says so. */
  sentence: number;
}

export const sentences = (text: string): string[] => text.split(/(?<=[.!?])\s+/);
/** What to do, and the rest of it. */
export function firstSentence(text: string): { first: string; rest: string } {
  const [first = "", ...others] = sentences(text);
  return { first, rest: others.join(" ") };
}

const isHold = (sentence: string): boolean => holdForm.test(sentence) && !/do not (press|hold)/i.test(sentence);

function secondsIn(sentence: string): number | undefined {
  const found = spanForm.exec(sentence);
  const count = found?.[1]?.toLowerCase() ?? "";
  const value = numbers[count] ?? Number(count);
  return found && value > 0 ? value * (found[2]?.toLowerCase().startsWith("minute") ? 60 : 1) : undefined;
}

/** "Take its power away for 30 seconds ... wait two minutes": the waits of a step, in order. */
export function waitsIn(text: string): Wait[] {
  return sentences(text).flatMap((says, sentence) => {
    if (!waitForm.test(says) || isHold(says)) return [];
    const seconds = secondsIn(says);
    return seconds !== undefined && seconds <= longestWait ? [{ seconds, sentence }] : [];
  });
}

/** A moment of a hold. */
export interface Mark {
  at: number;
  does: "watch" | "let_go" | "power" | "too_long";
}

export interface Hold {
  marks: Mark[];
  /** What the model's data says of it. */
  press?: ModelPress;
}

/** Which press of a model a step means. */
const pressOfStep: Record<string, string> = {
  factory_reset: "factory_reset",
  hold_button_long: "factory_reset",
  reset_hub: "factory_reset",
  cold_boot_with_the_button: "cold_boot",
};
/** The step is at the hub of the cameras, not at the camera. */
const atHub = new Set(["reset_hub"]);

function pressFor(step: string, model: ModelFacts | undefined): ModelPress | undefined {
  const does = pressOfStep[step];
  if (!does || !model || atHub.has(step) !== (model.kind === "hub")) return undefined;
  return model.presses.find((press) => press.gesture === "hold" && press.does === does && press.power !== "off");
}

/** From then on it counts as done, and from then on something else happens. */
function marksOf(from: number, to: number | undefined, cue: boolean): Mark[] {
  const first: Mark = { at: from, does: cue ? "watch" : "let_go" };
  return to !== undefined && to > from ? [first, { at: to, does: cue ? "let_go" : "too_long" }] : [first];
}

function marksInText(text: string): Mark[] {
  const held = sentences(text).filter(isHold);
  const range = new RegExp(`\\b${number} to ${number} seconds`, "i").exec(held.join(" "));
  const value = (word: string | undefined): number => numbers[word?.toLowerCase() ?? ""] ?? Number(word);
  if (range) return marksOf(value(range[1]), value(range[2]), true);
  const spans = held.flatMap((sentence) => secondsIn(sentence) ?? []);
  const [first, second] = spans;
  if (first === undefined) return [];
  if (second === undefined) return marksOf(first, undefined, false);
  return [{ at: first, does: "power" }, { at: first + second, does: "let_go" }];
}

/** The hold of a step, if it has one that can be counted. */
export function holdIn(step: string, text: string, model?: ModelFacts): Hold | null {
  const press = pressFor(step, model);
  // The order of button and power is in the step's own sentences only.
  if (press && press.power === "on") return { marks: marksOf(press.from_s, press.to_s, press.cue !== undefined), press };
  const marks = marksInText(text);
  if (marks.length === 0) return null;
  return press ? { marks, press } : { marks };
}

/** The last mark that has come, and the next. */
export function markAt(marks: readonly Mark[], heldSeconds: number): { now: Mark | undefined; next: Mark | undefined } {
  return { now: marks.findLast((mark) => heldSeconds >= mark.at), next: marks.find((mark) => heldSeconds < mark.at) };
}

/** Whole seconds that are left, never less than none. */
export const secondsLeft = (untilMs: number, nowMs: number): number => Math.max(0, Math.ceil((untilMs - nowMs) / 1000));
