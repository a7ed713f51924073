// SPDX-License-Identifier: Apache-2.0
import type { en } from "./en/en_later";
import type { Wording } from "./wording";

export type DrawingWords = Wording<typeof en.drawing>;

/** The words beside drawings of devices in the language in use; empty until `loadLaterWords()` is done. */
export const drawingWords = {} as DrawingWords;
