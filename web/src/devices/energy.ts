// SPDX-License-Identifier: Apache-2.0
// Where the energy of a device's cells went, by its own ledger.
import type { Energy } from "../api/types";
import { deviceWords } from "../strings/devices";
import { longDuration } from "./readings";

const text = deviceWords.energy;

const daySeconds = 86_400;

/** What the forecast rests on; nothing where there is none. */
export function restsOn({ days_left: days, counted_s: seconds }: Energy): string | null {
  return days === null ? null : text.restsOn(longDuration(seconds - (seconds % daySeconds)));
}

export interface Share {
  name: string;
  /** Of all that was used, 0 to 1. */
  part: number;
  percent: string;
}

/** What the energy went into, most first. */
export function sharesOf({ uses }: Energy): Share[] {
  const all = uses.reduce((sum, { mwh }) => sum + mwh, 0);
  return uses.map(({ use, mwh }) => {
    const part = mwh / all;
    const name = text.uses[use as keyof typeof text.uses] ?? use;
    return { name, part, percent: part < 0.005 ? text.underOne : text.percent(Math.round(part * 100)) };
  });
}
