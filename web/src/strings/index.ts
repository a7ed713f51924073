// SPDX-License-Identifier: Apache-2.0
import type { en } from "./en/en_first";
import type { Wording } from "./wording";

export type Words = Wording<typeof en>;

/** The words of the first pages in the language in use; empty until `loadWords()` is done. */
export const words = {} as Words;
