// SPDX-License-Identifier: Apache-2.0
import type { en } from "./en/en_later";

export type HouseWords = typeof en.house;

/** The words of modes and schedule in the language in use; empty until `loadLaterWords()` is done. */
export const houseWords = {} as HouseWords;
