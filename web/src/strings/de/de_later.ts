// SPDX-License-Identifier: Apache-2.0
import { german } from "../../generated/german";
import type { en } from "../en/en_later";
import type { Wording } from "../wording";
import { devices } from "./devices";
import { doctor } from "./doctor";
import { household } from "./household";

/** German, for the pages that load later. */
export const de: Wording<typeof en> = { devices, doctor, household, spec: german };
