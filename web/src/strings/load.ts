// SPDX-License-Identifier: Apache-2.0
// Words are fetched in the language in use, before the modules that show them are.
import { words, type Words } from ".";
import { deviceWords } from "./devices";
import { doctorWords } from "./doctor";
import type { en as enLater } from "./en/en_later";
import { householdWords } from "./household";
import { chosenLanguage, type Language, languageFor } from "./language";

type LaterWords = typeof enLater;

const catalogues: Record<Language, { first: () => Promise<Words>; later: () => Promise<LaterWords> }> = {
  en: { first: async () => (await import("./en/en_first")).en, later: async () => (await import("./en/en_later")).en },
};

const language = languageFor(chosenLanguage(), navigator.languages);

/** Those of the first pages. */
export async function loadWords(): Promise<void> {
  Object.assign(words, await catalogues[language].first());
  document.documentElement.lang = language;
}

async function fetchLaterWords(): Promise<void> {
  const later = await catalogues[language].later();
  Object.assign(deviceWords, later.devices);
  Object.assign(doctorWords, later.doctor);
  Object.assign(householdWords, later.household);
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
