// SPDX-License-Identifier: Apache-2.0
import type { en } from "./en/en_later";
import type { Wording } from "./wording";

export type TryWords = Wording<typeof en.tryIt>;

/** The words of the page with virtual households in the language in use; empty until `loadLaterWords()` is done. */
export const tryWords = {} as TryWords;
