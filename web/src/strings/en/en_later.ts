// SPDX-License-Identifier: Apache-2.0
import { alerts } from "./alerts";
import { devices } from "./devices";
import { doctor } from "./doctor";
import { household } from "./household";
import { people } from "./people";

/** English, for the pages that load later. */
export const en = { alerts, devices, doctor, household, people };
