// SPDX-License-Identifier: Apache-2.0
import { enTry } from "./en_try";

/** The words of the page with virtual households: apart from the rest, because it loads later. */
export const tryWords: typeof enTry = enTry;
