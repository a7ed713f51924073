// SPDX-License-Identifier: Apache-2.0
import type { Telemetry } from "../api/types";
import { hubLink } from "../state/hub_link";
import { deviceWords } from "../strings/devices";
import { LinkButton } from "../ui/button";
import { Facts } from "../ui/facts";
import { Icon } from "../ui/icon";
import { Loading } from "../ui/notices";
import { healthLine, lightOf } from "./device_health";
import { useDevice } from "./known_device";
import { LightLine } from "../light/light";
import { OwnerQuestion } from "./ownership";
import { cellsLast, signalText, volts } from "./readings";

const text = deviceWords.page;

/** What an owner looks for first. */
function factsOf(telemetry: Telemetry): Array<readonly [string, string]> {
  const { battery_mv: cell, battery_percent: percent, rssi_dbm: signal } = telemetry;
  const last = cellsLast(telemetry);
  const facts: Array<readonly [string, string]> = [];
  if (cell !== null) facts.push([deviceWords.readings.battery, deviceWords.readings.batteryValue(volts(cell), percent)]);
  if (last !== null) facts.push([deviceWords.readings.cellsLast, last]);
  if (signal !== null) facts.push([deviceWords.readings.signal, signalText(signal)]);
  return facts;
}

/** Beside a camera's picture: the camera itself, in short. */
export function AboutDevice({ serial }: { serial: string }) {
  const device = useDevice(serial);
  if (device === "gone") return null;
  if (!device) return <Loading />;
  const online = hubLink.value.state === "connected" && device.health === "online";
  const line = healthLine(device, hubLink.value.state === "connected");
  const light = online ? lightOf(device, null) : null;
  const facts = online && device.telemetry ? factsOf(device.telemetry) : [];
  return (
    <section class="card" aria-labelledby="about-title">
      <h2 id="about-title">{text.about}</h2>
      <OwnerQuestion device={device} />
      <div>
        <p class={`state state-${line.tone}`}>
          <Icon name={line.icon} />
          {line.label}
        </p>
        {line.detail && <p>{line.detail}</p>}
      </div>
      {light && <LightLine light={light} />}
      {facts.length > 0 && <Facts facts={facts} />}
      <div>
        <LinkButton icon="light" href={`/devices/${serial}`}>
          {text.details}
        </LinkButton>
      </div>
    </section>
  );
}
