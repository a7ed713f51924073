// SPDX-License-Identifier: Apache-2.0
import { Icon } from "../ui/icon";
import { householdWords as words } from "../strings/household";
import { DeviceDrawing } from "./device_drawing";
import type { Body, Device } from "./types";

interface Props {
  devices: Device[];
  bodies: Record<string, Body>;
  chosen: string;
  onChoose: (name: string) => void;
}

/** Every device at a glance: its front with its light, what it does, and the light in words. */
export function DeviceTiles({ devices, bodies, chosen, onChoose }: Props) {
  return (
    <ul class="device-tiles">
      {devices.map((device) => {
        const body = bodies[device.model];
        return (
          <li key={device.name}>
            <button type="button" class="device-tile" aria-pressed={device.name === chosen} onClick={() => onChoose(device.name)}>
              {body && <DeviceDrawing device={device} body={body} view="front" />}
              <span class="device-tile-text">
                <strong>{device.name}</strong>
                <span class="quiet device-tile-model">{device.model_name}</span>
                <span class="state-line" data-good={device.is_online}>
                  <Icon name={device.is_online ? "check" : "unplug"} />
                  {device.doing}
                </span>
                <span class="pattern">{device.light.pattern === "off" ? words.noLight : device.light.pattern}</span>
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
