// SPDX-License-Identifier: Apache-2.0
import type { en } from "./en/en_later";
import type { Wording } from "./wording";

export type PeopleWords = Wording<typeof en.people>;

/** The words of these pages in the language in use; empty until `loadLaterWords()` is done. */
export const peopleWords = {} as PeopleWords;
