// SPDX-License-Identifier: Apache-2.0
import { devices } from "./devices";
import { doctor } from "./doctor";
import { drawing } from "./drawing";
import { household } from "./household";
import { tryIt } from "./try";

/** English, for the pages that load later. */
export const en = { devices, doctor, drawing, household, tryIt };
