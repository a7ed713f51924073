// SPDX-License-Identifier: Apache-2.0
import type { en } from "./en/en_later";
import type { Wording } from "./wording";

export type HouseWords = Wording<typeof en.house>;

/** The words of modes and schedule in the language in use; empty until `loadLaterWords()` is done. */
export const houseWords = {} as HouseWords;
