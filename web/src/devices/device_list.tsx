// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import { call } from "../api/client";
import type { Device, HomeNotice } from "../api/types";
import { now } from "../state/clock";
import { deviceEveryMs, devices, loadDevices } from "../state/devices";
import { ago, dayAndTime } from "../state/format";
import { hubLink } from "../state/hub_link";
import { usePolling } from "../state/polled";
import { deviceWords } from "../strings/devices";
import { LinkButton } from "../ui/button";
import { Icon } from "../ui/icon";
import { Loading } from "../ui/notices";
import { deviceName, healthLine, modelName } from "./device_health";

const text = deviceWords.list;
const newsEveryMs = 30_000;
const newsShown = 3;

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

function NewsLines({ notices }: { notices: readonly HomeNotice[] }) {
  return (
    <ul class="plain-list">
      {notices.map((notice) => (
        <li key={notice.at + notice.sentence}>
          <small class="quiet">{dayAndTime(Date.parse(notice.at), now.value)}</small>
          <br />
          {notice.sentence}
        </li>
      ))}
    </ul>
  );
}

function News() {
  const notices = useSignal<HomeNotice[]>([]);
  usePolling(async () => {
    notices.value = (await call("GET /notices")).notices;
  }, newsEveryMs);
  if (notices.value.length === 0) return null;
  const older = notices.value.slice(newsShown);
  return (
    <div class="stack">
      <h3>{text.news}</h3>
      <NewsLines notices={notices.value.slice(0, newsShown)} />
      {older.length > 0 && (
        <details class="more-fields">
          <summary>{text.olderNews}</summary>
          <NewsLines notices={older} />
        </details>
      )}
    </div>
  );
}

/** Every Porchlight camera of the home with how it is, and what the home has to know of them. */
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
      <News />
      <div>
        <LinkButton icon="plus" href="/add/porchlight">
          {text.add}
        </LinkButton>
      </div>
    </section>
  );
}
