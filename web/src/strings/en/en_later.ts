// SPDX-License-Identifier: Apache-2.0
import { devices } from "./devices";
import { doctor } from "./doctor";
import { house } from "./house";
import { household } from "./household";
import { walk } from "./walk";

/** English, for the pages that load later. */
export const en = { devices, doctor, house, household, spec: {} as Record<string, string>, walk };
