// SPDX-License-Identifier: Apache-2.0
import { Light } from "../light/light";
import { hubLink } from "../state/hub_link";
import { deviceWords } from "../strings/devices";
import { Icon } from "../ui/icon";
import { lightOf } from "./device_health";
import { useDevice } from "./known_device";
import { cellsLast } from "./readings";
import "../styles/tile_device.css";

/** On a camera's tile: its light as it blinks now, and how long its cells last. Nothing while that is not known. */
export function TileDevice({ serial }: { serial: string }) {
  const device = useDevice(serial);
  if (!device || device === "gone" || device.health !== "online" || hubLink.value.state !== "connected") return null;
  const light = lightOf(device, null);
  const last = device.telemetry && device.telemetry.energy?.days_left != null ? cellsLast(device.telemetry) : null;
  if (!light && !last) return null;
  return (
    <p class="tile-device">
      {light && (
        <span class="tile-light">
          <Light pattern={light.pattern} />
          {light.looks}
        </span>
      )}
      {last && (
        <span class="tile-cells">
          <Icon name="battery" />
          <span class="sr-only">{deviceWords.readings.cellsLast} </span>
          {last}
        </span>
      )}
    </p>
  );
}
