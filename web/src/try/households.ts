// SPDX-License-Identifier: Apache-2.0
// Which households there are, and the one that runs: it is everybody's, so another may change it.
import { signal } from "@preact/signals";
import { call } from "../api/client";
import type { Try } from "../api/types";
import { isOver } from "../household/link";

export const households = signal<Try | null>(null);
/** Each that was begun here is another one, also of the same name. */
export const turn = signal(0);
/** This page itself begins or ends one: that the old one is over is no news. */
export const isChanging = signal(false);

export async function loadHouseholds(): Promise<void> {
  households.value = await call("GET /try");
}

/** `isChanging` until the line to the new one is opened. */
export async function beginHousehold(example: string): Promise<void> {
  isChanging.value = true;
  try {
    households.value = await call("POST /try", { body: { example } });
    turn.value += 1;
  } catch (caught) {
    isChanging.value = false;
    throw caught;
  }
}

export async function endHousehold(): Promise<void> {
  isChanging.value = true;
  try {
    await call("DELETE /try");
    await loadHouseholds();
    isOver.value = false;
  } finally {
    isChanging.value = false;
  }
}
