// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import { call, sentenceOf } from "../api/client";
import type { Camera, CameraSettings, TestResult } from "../api/types";
import { AddressForm, addressFrom, hasKeptPassword, urlsOf } from "../camera/address_form";
import { changesBetween } from "../camera/settings_changes";
import { TestResultView } from "../camera/test_result";
import { useCameraModel } from "../doctor/model_of";
import { CareCard } from "../drawing/model_cards";
import { go } from "../router";
import { useAttempt } from "../state/attempt";
import { cameraById, changeCamera, removeCamera } from "../state/cameras";
import { duration } from "../state/format";
import { say } from "../state/toasts";
import { words } from "../strings";
import { Button, LinkButton } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Choice, Field } from "../ui/field";
import { Slider } from "../ui/slider";
import { Switch } from "../ui/switch";
import { CameraMissing } from "./camera";

interface Part {
  draft: CameraSettings;
  change: (changes: Partial<CameraSettings>) => void;
}

const text = words.cameraSettings;

function ModeCards({ draft, change }: Part) {
  const modes = ["motion", "continuous", "off"] as const;
  return (
    <fieldset class="mode-cards">
      <legend>{text.mode}</legend>
      {modes.map((mode) => (
        <label key={mode} class="mode-card">
          <input type="radio" name="mode" value={mode} checked={draft.mode === mode} onChange={() => change({ mode })} />
          <span>
            <strong>{text.modes[mode].name}</strong>
            <small>{text.modes[mode].means}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function Recording({ draft, change }: Part) {
  return (
    <section class="card">
      <h2>{text.recording}</h2>
      <ModeCards draft={draft} change={change} />
      <Slider
        label={text.sensitivity}
        value={draft.sensitivity}
        min={1}
        max={9}
        text={`${draft.sensitivity} · ${text.sensitivityWord(draft.sensitivity)}`}
        hint={text.sensitivityHint(draft.sensitivity)}
        onChange={(sensitivity) => change({ sensitivity })}
      />
      <Slider label={text.preRoll} value={draft.pre_roll_s} min={0} max={30} text={duration(draft.pre_roll_s)} hint={text.preRollHint} onChange={(pre_roll_s) => change({ pre_roll_s })} />
      <Slider label={text.postRoll} value={draft.post_roll_s} min={1} max={60} text={duration(draft.post_roll_s)} hint={text.postRollHint} onChange={(post_roll_s) => change({ post_roll_s })} />
      <Slider label={text.maxClip} value={draft.max_clip_s} min={5} max={300} step={5} text={duration(draft.max_clip_s)} hint={text.maxClipHint} onChange={(max_clip_s) => change({ max_clip_s })} />
      <Switch label={text.audio} hint={text.audioHint} on={draft.record_audio} onChange={(record_audio) => change({ record_audio })} />
    </section>
  );
}

function Finer({ draft, change }: Part) {
  return (
    <details class="card more-fields">
      <summary>{text.finer}</summary>
      <div class="stack">
        <Slider label={text.minMotion} value={draft.min_motion_s} min={0} max={5} step={0.1} text={text.seconds(draft.min_motion_s)} hint={text.minMotionHint} onChange={(min_motion_s) => change({ min_motion_s })} />
        <Slider label={text.retrigger} value={draft.retrigger_s} min={0} max={60} text={duration(draft.retrigger_s)} hint={text.retriggerHint} onChange={(retrigger_s) => change({ retrigger_s })} />
        <Choice label={text.transport} value={draft.transport} options={Object.entries(text.transports) as Array<[CameraSettings["transport"], string]>} onChange={(transport) => change({ transport })} hint={text.transportHint} />
        <Choice label={text.client} value={draft.client} options={Object.entries(text.clients) as Array<[CameraSettings["client"], string]>} onChange={(client) => change({ client })} hint={text.clientHint} />
        <Choice label={text.decode} value={draft.decode} options={Object.entries(text.decodes) as Array<[CameraSettings["decode"], string]>} onChange={(decode) => change({ decode })} hint={text.decodeHint} />
      </div>
    </details>
  );
}

function Connection({ camera, change }: { camera: Camera; change: Part["change"] }) {
  const address = useSignal(addressFrom(camera.settings.url, camera.settings.sub_url));
  const attempt = useAttempt();
  const result = useSignal<TestResult | null>(null);
  const kept = hasKeptPassword(address.value);
  const test = (): Promise<boolean> =>
    attempt.run(async () => {
      result.value = null;
      result.value = await call("POST /cameras/test", { body: urlsOf(address.value) });
    });
  return (
    <section class="card" onInput={() => change(urlsOf(address.value))} onChange={() => change(urlsOf(address.value))}>
      <h2>{text.connection}</h2>
      <AddressForm address={address} error={attempt.errorAt()} />
      <div>
        <Button icon="retry" busy={attempt.busy !== null} disabled={kept} onClick={() => void test()}>
          {attempt.busy ? words.add.testing : words.add.test}
        </Button>
        {kept && <p class="field-hint test-hint">{text.testNeedsPassword}</p>}
      </div>
      {result.value && <TestResultView result={result.value} />}
    </section>
  );
}

/** A paired camera tells the hub by itself where its video is. */
function PairedConnection({ serial, draft, change }: Part & { serial: string }) {
  return (
    <section class="card">
      <h2>{text.connection}</h2>
      <p class="quiet">{text.paired}</p>
      <Choice
        label={text.connect}
        value={draft.connect}
        options={Object.entries(text.connects) as Array<[CameraSettings["connect"], string]>}
        onChange={(connect) => change({ connect })}
        hint={text.connectHint}
      />
      <div>
        <LinkButton icon="light" href={`/devices/${serial}`}>
          {text.pairedLink}
        </LinkButton>
      </div>
    </section>
  );
}

function RemoveDialog({ camera, onClose }: { camera: Camera; onClose: () => void }) {
  const remove = async (clips: "keep" | "delete"): Promise<void> => {
    try {
      await removeCamera(camera.id, clips);
      say(text.removed(camera.settings.name));
      go("/", "replace");
    } catch (error) {
      say(sentenceOf(error), { tone: "fault" });
      onClose();
    }
  };
  return (
    <Dialog title={text.removeTitle(camera.settings.name)} onClose={onClose}>
      <p>{text.removeText}</p>
      {camera.device && <p>{text.removeDevice}</p>}
      <div class="dialog-actions">
        <Button onClick={onClose}>{words.form.cancel}</Button>
        <Button onClick={() => void remove("keep")}>{text.removeKeep}</Button>
        <Button tone="fault" icon="trash" onClick={() => void remove("delete")}>
          {text.removeDelete}
        </Button>
      </div>
    </Dialog>
  );
}

/** Of one of our own its model is known; of the others only that they give their video to programs. */
function CareTips({ camera }: { camera: Camera }) {
  const model = useCameraModel(camera.id);
  if (camera.demo) return null;
  return <CareCard model={camera.device ? (model ?? "") : "rtsp-camera"} />;
}

function SettingsForm({ camera }: { camera: Camera }) {
  const draft = useSignal(camera.settings);
  const attempt = useAttempt();
  // The address form keeps its own parts; it starts anew when they are saved or thrown away.
  const starts = useSignal(0);
  const removing = useSignal(false);
  const changes = changesBetween(camera.settings, draft.value);
  const dirty = Object.keys(changes).length > 0;
  const change = (more: Partial<CameraSettings>): void => {
    draft.value = { ...draft.value, ...more };
  };
  const save = async (): Promise<void> => {
    const { device } = camera;
    const saving = attempt.run(async () => {
      await changeCamera(camera.id, changes);
      // A paired camera is called the same on its own page.
      if (device && changes.name !== undefined) await call("PATCH /devices/{id}", { id: device, body: { name: changes.name } });
    });
    if (!(await saving)) return;
    draft.value = cameraById(camera.id)?.settings ?? draft.value;
    starts.value += 1;
    say(words.form.saved);
  };
  const discard = (): void => {
    draft.value = camera.settings;
    attempt.clear();
    starts.value += 1;
  };
  const part = { draft: draft.value, change };
  return (
    <div class="page page-narrow">
      <header class="page-head">
        <div>
          <p class="eyebrow">
            <a href={`/cameras/${camera.id}`}>{camera.settings.name}</a>
          </p>
          <h1>{words.nav.settings}</h1>
        </div>
        <LinkButton icon="zones" href={`/cameras/${camera.id}/zones`}>
          {words.zones.title}
        </LinkButton>
      </header>
      <section class="card">
        <Field label={words.add.name} value={draft.value.name} onInput={(name) => change({ name })} required error={attempt.errorAt("name")} />
      </section>
      <Recording {...part} />
      {camera.device ? <PairedConnection serial={camera.device} {...part} /> : <Connection key={starts.value} camera={camera} change={change} />}
      <Finer {...part} />
      <CareTips camera={camera} />
      <section class="card danger">
        <div>
          <h2>{text.remove}</h2>
          <p class="quiet">{text.removeHint}</p>
        </div>
        <Button icon="trash" onClick={() => (removing.value = true)}>
          {text.remove}
        </Button>
      </section>
      {removing.value && <RemoveDialog camera={camera} onClose={() => (removing.value = false)} />}
      {(dirty || attempt.error) && (
        <div class="save-bar">
          <span role="status">{attempt.error?.text ?? text.unsaved}</span>
          <Button tone="quiet" onClick={discard}>
            {text.discard}
          </Button>
          <Button tone="main" busy={attempt.busy !== null} onClick={() => void save()}>
            {words.form.save}
          </Button>
        </div>
      )}
    </div>
  );
}

export function CameraSettingsPage({ params }: { params: Record<string, string> }) {
  const camera = cameraById(params.id ?? "");
  return camera ? <SettingsForm key={camera.id} camera={camera} /> : <CameraMissing />;
}
