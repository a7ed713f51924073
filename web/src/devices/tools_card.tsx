// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import { call, deviceSnapshotUrl } from "../api/client";
import type { CommandRequest, Device, DeviceCommand } from "../api/types";
import { useAttempt } from "../state/attempt";
import { now } from "../state/clock";
import { applyDevice } from "../state/devices";
import { ago, dayAndTime } from "../state/format";
import { usePolling } from "../state/polled";
import { deviceWords } from "../strings/devices";
import { Button } from "../ui/button";
import { ConfirmDialog } from "../ui/dialog";
import { Icon } from "../ui/icon";
import { deviceName } from "./device_health";

const text = deviceWords.tools;
const logLength = 5;
const waitingEveryMs = 1000;
const calmEveryMs = 10_000;
const firmwareEveryMs = 60_000;

type Kind = CommandRequest["kind"];

/** "1.10.0" is newer than "1.9". */
export function isNewer(version: string, running: string): boolean {
  const [a, b] = [version, running].map((text) => text.split(".").map(Number));
  for (let i = 0; i < Math.max(a?.length ?? 0, b?.length ?? 0); ++i) {
    const difference = (a?.[i] ?? 0) - (b?.[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

/** The newest version in the hub's firmware folder, when it is newer than what runs. */
function useUpdate(device: Device): string | null {
  const newest = useSignal<string | null>(null);
  usePolling(
    async () => {
      newest.value = (await call("GET /firmware")).bundles[0]?.version ?? null;
    },
    firmwareEveryMs,
    device.serial,
  );
  const running = device.telemetry?.firmware;
  return newest.value && running && isNewer(newest.value, running) ? newest.value : null;
}
const kinds = text.kinds as Record<string, string>;

/** What came of the newest thing that it was asked, as a sentence. */
export function outcomeOf(command: DeviceCommand, online: boolean): string {
  if (command.state === "waiting" && online) return command.kind === "firmware" ? text.updating : text.waitingHere;
  if (command.state === "waiting") return text.waitingAway;
  if (command.state === "done" && command.kind === "restart") return text.restarting;
  if (command.state === "done" && command.kind === "identify") return text.blinking;
  const how = text.states[command.state];
  return `${kinds[command.kind] ?? command.kind}: ${how}.${command.sentence ? ` ${command.sentence}` : ""}`;
}

const mostTries = 6;
const tryAgainMs = 700;

function Picture({ serial, name, command }: { serial: string; name: string; command: DeviceCommand }) {
  const tries = useSignal(0);
  const time = dayAndTime(Date.parse(command.finished ?? command.created), now.value);
  // It comes a moment after the camera's word that it is taken; and the hub keeps it only while it runs.
  const failed = (): void => {
    setTimeout(() => (tries.value += 1), tryAgainMs);
  };
  if (tries.value >= mostTries) return null;
  return (
    <figure class="device-picture">
      <img key={tries.value} src={deviceSnapshotUrl(serial, command.id)} alt={text.pictureAlt(name, time)} onError={failed} />
      <figcaption>{text.pictureTaken(time)}</figcaption>
    </figure>
  );
}

function Log({ commands }: { commands: readonly DeviceCommand[] }) {
  if (commands.length === 0) return null;
  return (
    <details class="more-fields">
      <summary>{text.log}</summary>
      <ul class="plain-list">
        {commands.slice(0, logLength).map((command) => (
          <li key={command.id}>
            {text.asked(kinds[command.kind] ?? command.kind, text.states[command.state], ago(Date.parse(command.created), now.value))}
            {command.sentence && <small class="quiet"> {command.sentence}</small>}
          </li>
        ))}
      </ul>
    </details>
  );
}

const waiting = (commands: readonly DeviceCommand[]): boolean => commands.some(({ state }) => state === "waiting");

/** Blink, picture, restart: at once, or when it is back. */
export function ToolsCard({ device }: { device: Device }) {
  const { serial } = device;
  const name = deviceName(device);
  const commands = useSignal<DeviceCommand[]>([]);
  const askedHere = useSignal<number | null>(null);
  const restarting = useSignal(false);
  const attempt = useAttempt();
  const waits = waiting(commands.value);
  usePolling(
    async () => {
      commands.value = (await call("GET /devices/{id}/commands", { id: serial })).commands;
      // What it was asked for shows in how it is: its light blinks, or it goes away.
      if (waits && !waiting(commands.value)) applyDevice(await call("GET /devices/{id}", { id: serial }));
    },
    waits ? waitingEveryMs : calmEveryMs,
    serial,
  );
  const update = useUpdate(device);
  const ask = async (kind: Kind, version?: string): Promise<void> => {
    restarting.value = false;
    await attempt.run(async () => {
      commands.value = (await call("POST /devices/{id}/commands", { id: serial, body: version ? { kind, version } : { kind } })).commands;
      askedHere.value = commands.value[0]?.id ?? null;
    }, kind);
  };
  const newest = commands.value.find(({ id }) => id === askedHere.value);
  const picture = commands.value.find(({ kind, state }) => kind === "snapshot" && state === "done");
  return (
    <section class="card" aria-labelledby="tools-title">
      <h2 id="tools-title">{text.title}</h2>
      <div class="actions">
        <Button icon="light" busy={attempt.busy === "identify"} onClick={() => void ask("identify")}>
          {text.identify}
        </Button>
        <Button icon="snapshot" busy={attempt.busy === "snapshot"} onClick={() => void ask("snapshot")}>
          {text.snapshot}
        </Button>
        <Button icon="power" busy={attempt.busy === "restart"} onClick={() => (restarting.value = true)}>
          {text.restart}
        </Button>
        {update && (
          <Button icon="download" busy={attempt.busy === "firmware"} onClick={() => void ask("firmware", update)}>
            {text.update(update)}
          </Button>
        )}
      </div>
      <p class="field-hint">{text.identifyHint}</p>
      <p class="command-outcome" role="status">
        {newest && (
          <>
            <Icon name={newest.state === "waiting" ? "clock" : newest.state === "done" ? "check" : "alert"} />
            {outcomeOf(newest, device.health === "online")}
          </>
        )}
      </p>
      {attempt.error && (
        <p class="field-error" role="alert">
          {attempt.error.text}
        </p>
      )}
      {picture && <Picture key={picture.id} serial={serial} name={name} command={picture} />}
      <Log commands={commands.value} />
      {restarting.value && (
        <ConfirmDialog title={text.restartTitle(name)} text={text.restartText} action={text.restart} onConfirm={() => void ask("restart")} onClose={() => (restarting.value = false)} />
      )}
    </section>
  );
}
