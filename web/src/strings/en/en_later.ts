// SPDX-License-Identifier: Apache-2.0
import { alerts } from "./alerts";
import { clips } from "./clips";
import { devices } from "./devices";
import { doctor } from "./doctor";
import { drawing } from "./drawing";
import { house } from "./house";
import { household } from "./household";
import { people } from "./people";
import { tryIt } from "./try";
import { walk } from "./walk";

/** English, for the pages that load later. */
export const en = { alerts, clips, devices, doctor, drawing, house, household, people, spec: {} as Record<string, string>, tryIt, walk };
