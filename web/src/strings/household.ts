// SPDX-License-Identifier: Apache-2.0
import type { en } from "./en/en_later";
import type { Wording } from "./wording";

export type HouseholdWords = Wording<typeof en.household>;

/** The words of these pages in the language in use; empty until `loadLaterWords()` is done. */
export const householdWords = {} as HouseholdWords;
