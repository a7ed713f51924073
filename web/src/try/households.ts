// SPDX-License-Identifier: Apache-2.0
// Which households there are, and the one that runs: it is everybody's, so another may change it.
import { signal } from "@preact/signals";
import { call } from "../api/client";
import type { Try } from "../api/types";

export const households = signal<Try | null>(null);

export async function loadHouseholds(): Promise<void> {
  households.value = await call("GET /try");
}
export async function beginHousehold(example: string): Promise<void> {
  households.value = await call("POST /try", { body: { example } });
}
export async function endHousehold(): Promise<void> {
  await call("DELETE /try");
  await loadHouseholds();
}
