// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import { call, HubError } from "../api/client";
import type { Device } from "../api/types";
import { applyDevice, deviceEveryMs, devices, forgetDevice } from "../state/devices";
import { usePolling } from "../state/polled";

/** The device as the hub last told it, asked again and again; "gone" when it is none of this home. */
export function useDevice(serial: string): Device | "gone" | null {
  const gone = useSignal(false);
  usePolling(
    async () => {
      try {
        applyDevice(await call("GET /devices/{id}", { id: serial }));
        gone.value = false;
      } catch (error) {
        gone.value = error instanceof HubError && error.status === 404;
        if (gone.value) forgetDevice(serial);
      }
    },
    deviceEveryMs,
    serial,
  );
  return devices.value?.find((device) => device.serial === serial) ?? (gone.value ? "gone" : null);
}
