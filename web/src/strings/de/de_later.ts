// SPDX-License-Identifier: Apache-2.0
import { german } from "../../generated/german";
import type { en } from "../en/en_later";
import type { Wording } from "../wording";
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

/** German, for the pages that load later. */
export const de: Wording<typeof en> = { alerts, clips, devices, doctor, drawing, house, household, people, spec: german, tryIt, walk };
