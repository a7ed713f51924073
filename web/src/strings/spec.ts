// SPDX-License-Identifier: Apache-2.0
/** What spec/ says of models, causes and steps, in the language in use by the English; empty for English and until
 * `loadLaterWords()` is done. */
export const specWords: Record<string, string> = {};

/** A sentence of the generated files as this language says it. What has no translation stays as it is. */
export const inWords = (english: string): string => specWords[english] ?? english;
