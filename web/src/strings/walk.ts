// SPDX-License-Identifier: Apache-2.0
import type { en } from "./en/en_later";
import type { Wording } from "./wording";

export type WalkWords = Wording<typeof en.walk>;

/** The words of the walk test and of the hands on a live picture; empty until `loadLaterWords()` is done. */
export const walkWords = {} as WalkWords;
