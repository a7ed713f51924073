// SPDX-License-Identifier: Apache-2.0
// Words are fetched in the language in use, before the modules that show them are.
import { words, type Words } from ".";
import { alertWords } from "./alerts";
import { clipWords } from "./clips";
import { deviceWords } from "./devices";
import { doctorWords } from "./doctor";
import { drawingWords } from "./drawing";
import type { en } from "./en/en_later";
import { houseWords } from "./house";
import { householdWords } from "./household";
import { chosenLanguage, type Language, languageFor } from "./language";
import { peopleWords } from "./people";
import { specWords } from "./spec";
import { tryWords } from "./try";
import { walkWords } from "./walk";
import type { Wording } from "./wording";

type LaterWords = Wording<typeof en>;

const catalogues: Record<Language, { first: () => Promise<Words>; later: () => Promise<LaterWords> }> = {
  en: { first: async () => (await import("./en/en_first")).en, later: async () => (await import("./en/en_later")).en },
  de: { first: async () => (await import("./de/de_first")).de, later: async () => (await import("./de/de_later")).de },
};

/** What is filled when they have come. */
const parts: { [Part in keyof LaterWords]: object } = {
  alerts: alertWords,
  clips: clipWords,
  devices: deviceWords,
  doctor: doctorWords,
  drawing: drawingWords,
  house: houseWords,
  household: householdWords,
  people: peopleWords,
  spec: specWords,
  tryIt: tryWords,
  walk: walkWords,
};

export const language = languageFor(chosenLanguage(), navigator.languages);

/** Those of the first pages. */
export async function loadWords(): Promise<void> {
  Object.assign(words, await catalogues[language].first());
  document.documentElement.lang = language;
}

async function fetchLaterWords(): Promise<void> {
  const later = await catalogues[language].later();
  for (const part of Object.keys(parts) as Array<keyof LaterWords>) Object.assign(parts[part], later[part]);
}

let fetching: Promise<void> | undefined;

/** Those of all other pages; fetched once. */
export function loadLaterWords(): Promise<void> {
  fetching ??= fetchLaterWords().catch((error: unknown) => {
    fetching = undefined;
    throw error;
  });
  return fetching;
}
