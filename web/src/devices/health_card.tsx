// SPDX-License-Identifier: Apache-2.0
import type { Device, DeviceSettings } from "../api/types";
import { now } from "../state/clock";
import { ago } from "../state/format";
import { hubLink } from "../state/hub_link";
import { deviceWords } from "../strings/devices";
import { Facts } from "../ui/facts";
import { Icon } from "../ui/icon";
import { healthLine, lightOf, modelName, ownLight } from "./device_health";
import { EnergyShares } from "./energy_shares";
import { LightLine } from "../light/light";
import { isPoor, readingsOf } from "./readings";

const text = deviceWords.health;

/** Those that a person can see while the hub hears nothing: from the likeliest cause on. */
const lightsOfSilence = ["no_wifi", "wifi_password_refused", "no_hub", "hub_refuses", "battery_critical", "stuck_button", "firmware_failed", "pairing", "updating", "too_hot", "too_cold"];

/** For a camera that the hub does not hear: its light says why, to whoever stands before it. */
function LookAtIt() {
  const known = lightsOfSilence.flatMap((name) => ownLight(name) ?? []);
  return (
    <details class="more-fields">
      <summary>{deviceWords.light.lookTitle}</summary>
      <p class="quiet">{deviceWords.light.lookText}</p>
      <ul class="light-list">
        {[{ pattern: "off", ...deviceWords.light.dark }, ...known].map((light) => (
          <li key={light.looks}>
            <LightLine light={light} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function seenText(device: Device, online: boolean): string {
  if (device.last_seen === null) return deviceWords.list.never;
  return online ? text.now : ago(Date.parse(device.last_seen), now.value);
}

/** A cause, not a state: how it is, since when, and what its light says. */
export function HealthCard({ device, settings }: { device: Device; settings: DeviceSettings | null }) {
  const reached = hubLink.value.state === "connected";
  const line = healthLine(device, reached);
  const online = reached && device.health === "online";
  const light = lightOf(device, settings);
  const facts: Array<readonly [string, string]> = [
    [text.lastSeen, seenText(device, online)],
    [deviceWords.model, modelName(device.model)],
    [deviceWords.serial, device.serial],
  ];
  if (device.address) facts.push([text.address, device.address]);
  return (
    <section class="card state-card" data-tone={line.tone} aria-labelledby="health-title">
      <h2 id="health-title" class={`state state-${line.tone}`}>
        <Icon name={line.icon} />
        {line.label}
      </h2>
      {line.detail && <p class="state-cause">{line.detail}</p>}
      {online && light && (
        <div>
          <h3>{deviceWords.light.title}</h3>
          <LightLine light={light} />
        </div>
      )}
      {reached && !online && <LookAtIt />}
      <Facts facts={facts} />
    </section>
  );
}

/** What it measures; said to be old when it is. */
export function ReadingsCard({ device }: { device: Device }) {
  const { telemetry, last_seen: seen } = device;
  const old = hubLink.value.state !== "connected" || device.health !== "online";
  const signal = telemetry?.rssi_dbm ?? null;
  return (
    <section class="card" aria-labelledby="readings-title" data-old={old && telemetry !== null}>
      <h2 id="readings-title">{deviceWords.readings.title}</h2>
      {telemetry === null && <p class="quiet">{deviceWords.readings.none}</p>}
      {telemetry !== null && old && seen !== null && (
        <p class="old-note">
          <Icon name="clock" />
          {deviceWords.readings.old(ago(Date.parse(seen), now.value))}
        </p>
      )}
      {telemetry !== null && <Facts facts={readingsOf(telemetry)} />}
      {telemetry?.energy && <EnergyShares energy={telemetry.energy} />}
      {!old && signal !== null && isPoor(signal) && (
        <p class="old-note">
          <Icon name="alert" />
          {deviceWords.readings.signalAdvice}
        </p>
      )}
    </section>
  );
}
