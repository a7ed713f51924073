// SPDX-License-Identifier: Apache-2.0
/** English, for the first pages: what is here counts for the first load. */
export { app as en } from "./app";
