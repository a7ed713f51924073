// SPDX-License-Identifier: Apache-2.0
// That a word is missing is seen by tsc; here, that it was translated and says the same of the same things.
import { describe, expect, it } from "vitest";
import { de as deFirst } from "./de/de_first";
import { de as deLater } from "./de/de_later";
import { en as enFirst } from "./en/en_first";
import { en as enLater } from "./en/en_later";

type Say = (...told: unknown[]) => unknown;
type Entry = readonly [place: string, word: unknown];

const english = { app: enFirst, ...enLater };
const german = { app: deFirst, ...deLater };

/** Every word with the place where it stands. What comes from spec/ is checked where it is made. */
function wordsIn(catalogue: object, place = ""): Entry[] {
  return Object.entries(catalogue).flatMap(([name, word]): Entry[] => {
    const here = place ? `${place}.${name}` : name;
    if (here === "spec") return [];
    return typeof word === "object" && word !== null ? wordsIn(word as object, here) : [[here, word]];
  });
}

/** What functions are told in the app: amounts, names, lists of names, and the choices that some of them know. */
const samples: unknown[] = [7, 1, "Hof", ["Hof", "Tor"], true, undefined, "likely", "much", "soft", "back", "hub_stopped", "open", "front"];
const lights = [{ kind: "blink", colours: ["red"], count: 1, on_ms: 1000, off_ms: 1000, pause_ms: 1000 }];

function combinations(length: number): unknown[][] {
  return length === 0 ? [[]] : combinations(length - 1).flatMap((head) => samples.map((one) => head.concat([one])));
}

const isSentence = (said: unknown): said is string => typeof said === "string" && said !== "" && !/undefined|NaN|\[object|null/.test(said);

function said(say: Say, told: unknown[]): unknown {
  try {
    return say(...told);
  } catch {
    return undefined;
  }
}

/** What both say where English makes sense of what it is told. */
function pairs(inEnglish: Say, inGerman: Say): Array<{ told: unknown[]; en: string; de: unknown }> {
  const tries = inEnglish.length <= 4 ? combinations(inEnglish.length) : [];
  return [...tries, [lights]].flatMap((told) => {
    const en = said(inEnglish, told);
    return isSentence(en) ? [{ told, en, de: said(inGerman, told) }] : [];
  });
}

const germanWords = new Map(wordsIn(german));
const functions = wordsIn(english).filter(([, word]) => typeof word === "function") as Array<[string, Say]>;

/** Words that both languages have, and what is not a sentence. */
const alike = new Set(["Live", "Name", "Port", "Code", "Pause", "Online", "Offline", "Firmware", "Router", "Mild", "Standby", "Demo", "P", "Esc"]);
const isAlike = (word: unknown): boolean => typeof word !== "string" || alike.has(word) || /^([\d.,]+ )?(h|min|s|GHz)$/.test(word) || word === "the power is cut for 30 s";
/** Functions that only put signs and names together; the story has a test of its own (story.test.ts). */
const onlySigns = /\.(about|batteryValue|signalValue|degrees|percent|asked|phaseSpan|seconds|lensOpen|range|nameless|energyValue|signal|list|coordinates|north|south|west|longer|at|value|told|toldOf)$/;

describe("German", () => {
  it("has every word of English, and no other", () => {
    expect(wordsIn(german).map(([place]) => place).toSorted()).toEqual(wordsIn(english).map(([place]) => place).toSorted());
  });

  it("leaves no sentence in English", () => {
    const same = wordsIn(english).filter(([place, word]) => germanWords.get(place) === word && !isAlike(word));
    expect(same).toEqual([]);
  });

  it.each(functions)("%s makes a sentence of what English does", (place, inEnglish) => {
    const both = pairs(inEnglish, germanWords.get(place) as Say).filter(({ de }) => de !== undefined);
    expect(both.length).toBeGreaterThan(0);
    expect(both.filter(({ de }) => !isSentence(de))).toEqual([]);
    if (!onlySigns.test(place)) expect(both.some(({ en, de }) => en !== de), "one sentence that is not English").toBe(true);
  });

  it.each(functions)("%s names whatever English names", (place, inEnglish) => {
    const names = (text: string): boolean[] => [text.includes("Hof"), text.includes("Tor"), text.includes("7")];
    const other = pairs(inEnglish, germanWords.get(place) as Say).filter(({ en, de }) => isSentence(de) && names(en).join() !== names(de).join());
    expect(other).toEqual([]);
  });
});
