// SPDX-License-Identifier: Apache-2.0
import { devices } from "./devices";
import { doctor } from "./doctor";
import { household } from "./household";

/** English, for the pages that load later. */
export const en = { devices, doctor, household };
