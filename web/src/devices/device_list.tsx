// SPDX-License-Identifier: Apache-2.0
import type { Device } from "../api/types";
import { now } from "../state/clock";
import { deviceEveryMs, devices, loadDevices } from "../state/devices";
import { ago } from "../state/format";
import { hubLink } from "../state/hub_link";
import { usePolling } from "../state/polled";
import { deviceWords } from "../strings/devices";
import { LinkButton } from "../ui/button";
import { Icon } from "../ui/icon";
import { Loading } from "../ui/notices";
import { deviceName, healthLine, modelName } from "./device_health";

const text = deviceWords.list;

function note(device: Device): string | null {
  if (device.binding === "contested") return text.contested;
  return device.binding === "offered" && !device.yours ? text.offered : null;
}

function Row({ device }: { device: Device }) {
  const line = healthLine(device, hubLink.value.state === "connected");
  const asked = note(device);
  const seen = device.last_seen === null ? null : text.lastSeen(ago(Date.parse(device.last_seen), now.value));
  return (
    <li>
      <a class="device-row" href={`/devices/${device.serial}`}>
        <span class="device-row-name">
          <strong>{deviceName(device)}</strong>
          <small class="quiet">{device.health === "online" ? modelName(device.model) : seen}</small>
          {asked && (
            <small class="device-row-note">
              <Icon name="alert" /> {asked}
            </small>
          )}
        </span>
        {device.yours ? (
          <span class={`state state-${line.tone}`}>
            <Icon name={line.icon} />
            {line.label}
          </span>
        ) : (
          <span class="state state-off">{text.notYours}</span>
        )}
        <Icon name="right" />
      </a>
    </li>
  );
}

/** Every Porchlight camera of the home with how it is. */
export function DeviceList() {
  usePolling(loadDevices, deviceEveryMs);
  const known = devices.value;
  return (
    <section class="card">
      <h2>{text.title}</h2>
      {!known && <Loading />}
      {known?.length === 0 && <p class="quiet">{text.none}</p>}
      {known && known.length > 0 && (
        <ul class="device-rows">
          {known.map((device) => (
            <Row key={device.serial} device={device} />
          ))}
        </ul>
      )}
      <div>
        <LinkButton icon="plus" href="/add/porchlight">
          {text.add}
        </LinkButton>
      </div>
    </section>
  );
}
