// SPDX-License-Identifier: Apache-2.0
import { german } from "../../generated/german";
import type { en } from "../en/en_later";
import type { Wording } from "../wording";
import { devices } from "./devices";
import { doctor } from "./doctor";
import { house } from "./house";
import { household } from "./household";
import { walk } from "./walk";

/** German, for the pages that load later. */
export const de: Wording<typeof en> = { devices, doctor, house, household, spec: german, walk };
