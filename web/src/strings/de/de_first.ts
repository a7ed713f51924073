// SPDX-License-Identifier: Apache-2.0
/** German, for the first pages. */
export { app as de } from "./app";
