// SPDX-License-Identifier: Apache-2.0
import { en } from "./en";

export type Words = typeof en;

/** The app's words in the language in use. Another language is another file with the same shape. */
export const words: Words = en;
