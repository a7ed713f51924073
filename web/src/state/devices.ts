// SPDX-License-Identifier: Apache-2.0
import { signal } from "@preact/signals";
import { call } from "../api/client";
import type { Device } from "../api/types";

/** Porchlight's own cameras, by serial number; null until the hub has told us once. */
export const devices = signal<Device[] | null>(null);

/** The hub does not tell of devices by itself: pages that show them ask this often. */
export const deviceEveryMs = 5000;

export async function loadDevices(): Promise<void> {
  devices.value = (await call("GET /devices")).devices;
}

export function applyDevice(device: Device): void {
  const known = devices.value ?? [];
  const at = known.findIndex((one) => one.serial === device.serial);
  devices.value = at < 0 ? [...known, device] : known.with(at, device);
}

export function forgetDevice(serial: string): void {
  devices.value = (devices.value ?? []).filter((device) => device.serial !== serial);
}
