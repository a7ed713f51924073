// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { call, sentenceOf } from "../api/client";
import type { Device, DeviceSettings } from "../api/types";
import { useAttempt } from "../state/attempt";
import { applyDevice } from "../state/devices";
import { duration } from "../state/format";
import { deviceWords } from "../strings/devices";
import { words } from "../strings";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Icon, type IconName } from "../ui/icon";
import { Loading } from "../ui/notices";
import { Slider } from "../ui/slider";
import { Switch } from "../ui/switch";
import { settingsState, type SettingsState } from "./device_health";

const text = deviceWords.settings;

/** Only what differs, so that two people who change different things do not undo each other. */
export function changed<T extends object>(before: T, after: T): Partial<T> {
  const keys = (Object.keys(after) as Array<keyof T>).filter((key) => before[key] !== after[key]);
  return Object.fromEntries(keys.map((key) => [key, after[key]])) as Partial<T>;
}

const shownStates: Record<Exclude<SettingsState, "none">, { icon: IconName; text: (device: Device) => string }> = {
  applied: { icon: "check", text: () => text.applied },
  waiting_here: { icon: "clock", text: () => text.waitingHere },
  waiting_away: { icon: "clock", text: () => text.waitingAway },
  problem: { icon: "alert", text: (device) => text.problem(device.settings_problem ?? "") },
};

function AppliedLine({ device }: { device: Device }) {
  const state = settingsState(device);
  const shown = state === "none" ? null : shownStates[state];
  return (
    <p class={`applied-line applied-${state}`} role="status">
      {shown && (
        <>
          <Icon name={shown.icon} />
          {shown.text(device)}
        </>
      )}
    </p>
  );
}

interface FieldsProps {
  draft: DeviceSettings;
  change: (changes: Partial<DeviceSettings>) => void;
}

function LightFields({ draft, change }: FieldsProps) {
  return (
    <>
      <Switch label={text.light} hint={text.lightHint} on={draft.light_when_idle} onChange={(on) => change({ light_when_idle: on })} />
      <Switch label={text.infrared} hint={text.infraredHint} on={draft.infrared} onChange={(infrared) => change({ infrared })} />
    </>
  );
}

/** For a device whose picture the hub does not have; else these follow what is set for its camera. */
function RecordingFields({ draft, change }: FieldsProps) {
  return (
    <>
      <Switch label={text.audio} hint={words.cameraSettings.audioHint} on={draft.record_audio} onChange={(on) => change({ record_audio: on })} />
      <Switch label={text.armed} hint={text.armedHint} on={draft.armed} onChange={(armed) => change({ armed })} />
      <Slider label={text.sensitivity} value={draft.sensitivity} min={1} max={9} text={text.sensitivityText(draft.sensitivity)} hint={text.sensitivityHint} onChange={(sensitivity) => change({ sensitivity })} />
      <Slider label={text.preRoll} value={draft.pre_roll_s} min={0} max={30} text={duration(draft.pre_roll_s)} onChange={(seconds) => change({ pre_roll_s: seconds })} />
      <Slider label={text.postRoll} value={draft.post_roll_s} min={0} max={60} text={duration(draft.post_roll_s)} onChange={(seconds) => change({ post_roll_s: seconds })} />
      <Slider label={text.maxClip} value={draft.max_clip_s} min={5} max={300} step={5} text={duration(draft.max_clip_s)} onChange={(seconds) => change({ max_clip_s: seconds })} />
    </>
  );
}

function Form({ device, known, onKnown }: { device: Device; known: DeviceSettings; onKnown: (settings: DeviceSettings) => void }) {
  const draft = useSignal(known);
  const name = useSignal(device.name);
  const attempt = useAttempt();
  const changes = changed(known, draft.value);
  const renamed = name.value.trim() !== device.name;
  const dirty = Object.keys(changes).length > 0 || renamed;
  const { serial } = device;
  const save = (): Promise<boolean> =>
    attempt.run(async () => {
      if (Object.keys(changes).length > 0) {
        const settings = await call("PATCH /devices/{id}/settings", { id: serial, body: changes });
        draft.value = settings;
        onKnown(settings);
      }
      if (renamed) await call("PATCH /devices/{id}", { id: serial, body: { name: name.value.trim() } });
      applyDevice(await call("GET /devices/{id}", { id: serial }));
    });
  const fields: FieldsProps = { draft: draft.value, change: (more) => (draft.value = { ...draft.value, ...more }) };
  const discard = (): void => {
    draft.value = known;
    name.value = device.name;
    attempt.clear();
  };
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Field label={text.name} value={name.value} onInput={(value) => (name.value = value)} error={attempt.errorAt("name")} />
      <LightFields {...fields} />
      {device.camera ? (
        <p class="quiet">
          {text.withCamera} <a href={`/cameras/${device.camera}/settings`}>{text.withCameraLink}</a>
        </p>
      ) : (
        <RecordingFields {...fields} />
      )}
      <AppliedLine device={device} />
      {(dirty || attempt.error) && (
        <div class="save-bar">
          <span role="status">{attempt.error?.text ?? words.cameraSettings.unsaved}</span>
          <Button tone="quiet" onClick={discard}>
            {words.cameraSettings.discard}
          </Button>
          <Button tone="main" type="submit" busy={attempt.busy !== null}>
            {words.form.save}
          </Button>
        </div>
      )}
    </form>
  );
}

export interface KnownSettings {
  settings: DeviceSettings | null;
  problem: string;
  set: (settings: DeviceSettings) => void;
}

/** What the owner wants of a device, asked once. */
export function useDeviceSettings(serial: string): KnownSettings {
  const [settings, set] = useState<DeviceSettings | null>(null);
  const [problem, setProblem] = useState("");
  useEffect(() => {
    call("GET /devices/{id}/settings", { id: serial }).then(set, (error: unknown) => setProblem(sentenceOf(error)));
  }, [serial]);
  return { settings, problem, set };
}

/** What the device does by itself, and whether it has taken that over. */
export function SettingsCard({ device, known }: { device: Device; known: KnownSettings }) {
  const { settings, problem } = known;
  return (
    <section class="card" aria-labelledby="device-settings-title">
      <div>
        <h2 id="device-settings-title">{text.title}</h2>
        <p class="quiet">{text.text}</p>
      </div>
      {problem && <p class="field-error">{problem}</p>}
      {!settings && !problem && <Loading />}
      {settings && <Form device={device} known={settings} onKnown={known.set} />}
    </section>
  );
}
