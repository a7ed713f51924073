// SPDX-License-Identifier: Apache-2.0
import { signal } from "@preact/signals";
import { call } from "../api/client";
import type { Home, Routes } from "../api/types";
import { cameras, loadCameras } from "./cameras";
import { learnHubTime } from "./clock";

/** The home as the hub last told it; null before that. */
export const home = signal<Home | null>(null);

export function applyHome(next: Home): void {
  learnHubTime(next.time);
  home.value = next;
}

export async function loadHome(): Promise<void> {
  applyHome(await call("GET /home"));
}

export async function changeHome(changes: Routes["PATCH /home"]["body"]): Promise<void> {
  applyHome(await call("PATCH /home", { body: changes }));
}

/** Puts a mode into use. */
export async function chooseMode(id: string): Promise<void> {
  applyHome(await call("POST /home/mode", { body: { mode_id: id } }));
}

/** Removes the demo cameras and their clips. */
export async function removeDemo(): Promise<void> {
  await call("DELETE /demo");
  if (home.value) home.value = { ...home.value, demo: false };
  cameras.value = (cameras.value ?? []).filter((camera) => !camera.demo);
  await Promise.all([loadHome(), loadCameras()]);
}
