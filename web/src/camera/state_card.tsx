// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import { sentenceOf } from "../api/client";
import type { Camera } from "../api/types";
import { changeCamera, motionScores } from "../state/cameras";
import { now } from "../state/clock";
import { ago, dayAndTime, duration } from "../state/format";
import { hubLink } from "../state/hub_link";
import { mayAct, mayManage } from "../state/session";
import { say } from "../state/toasts";
import { words } from "../strings";
import { Button, LinkButton } from "../ui/button";
import { Facts } from "../ui/facts";
import { Icon } from "../ui/icon";
import { Switch } from "../ui/switch";
import { stateLine } from "./camera_state";
import { streamFacts } from "./stream_text";
import { DoctorLink } from "./tile";

/** How much moves right now, as a bar that is there only while the camera is looked at for motion. */
function MotionMeter({ camera }: { camera: Camera }) {
  if (!camera.analysis || camera.analysis.decoding === "paused") return null;
  const score = motionScores.value[camera.id] ?? camera.analysis.score;
  return (
    <div class="motion-meter">
      <span>{camera.analysis.suppressed ?? (camera.motion ? words.camera.motionNow : words.camera.quietNow)}</span>
      <meter min={0} max={1} value={score} aria-label={words.camera.motionLevel} />
    </div>
  );
}

function evidence(camera: Camera): Array<[string, string]> {
  const { last_frame_at: frame, last_motion_at: motion, trouble_24h: trouble, analysis } = camera;
  const facts: Array<[string, string]> = [];
  if (camera.problem) facts.push([words.camera.since, dayAndTime(Date.parse(camera.problem.since), now.value)]);
  // While it is live the picture itself says so, and the hub does not report each frame.
  if (camera.state !== "live") facts.push([words.camera.lastPicture, frame ? ago(Date.parse(frame), now.value) : words.camera.never]);
  facts.push([words.camera.lastMotion, motion ? ago(Date.parse(motion), now.value) : words.camera.never]);
  if (analysis) facts.push([words.camera.watchedOn, words.camera.decoding[analysis.decoding]]);
  const calm = trouble.reconnects === 0 && trouble.gap_s < 1;
  facts.push([words.camera.day, calm ? words.camera.noTrouble : words.camera.trouble(trouble.reconnects, duration(trouble.gap_s))]);
  return facts;
}

/** A cause, not a state: what is so, why, since when, and what the camera sends. */
export function StateCard({ camera }: { camera: Camera }) {
  const busy = useSignal(false);
  const line = stateLine(camera, now.value, hubLink.value.state === "connected");
  const change = async (changes: { paused?: boolean; armed?: boolean }): Promise<void> => {
    busy.value = true;
    await changeCamera(camera.id, changes).catch((error: unknown) => say(sentenceOf(error), { tone: "fault" }));
    busy.value = false;
  };
  const { paused, armed } = camera.settings;
  return (
    <section class="card state-card" data-tone={line.tone}>
      <h2 class={`state state-${line.tone}`}>
        <Icon name={line.icon} />
        {line.label}
      </h2>
      {line.detail && (
        <p class="state-cause">
          {line.detail} <DoctorLink camera={camera} tone={line.tone} />
        </p>
      )}
      {line.next && <p class="quiet">{line.next}</p>}
      <MotionMeter camera={camera} />
      <Facts facts={evidence(camera)} />
      {mayAct.value && (
        <div class="state-actions">
          {mayManage.value && (
            <Switch label={words.camera.armedLabel} hint={armed ? words.camera.armedMeans : words.camera.disarmedMeans} on={armed} onChange={(on) => void change({ armed: on })} />
          )}
          <LinkButton icon="doctor" href={camera.cause ? `/doctor/${camera.cause.session}` : `/doctor?camera=${camera.id}`}>
            {words.camera.doctor}
          </LinkButton>
          {mayManage.value && (
            <Button icon={paused ? "play" : "pause"} busy={busy.value} onClick={() => void change({ paused: !paused })}>
              {paused ? words.camera.resume : words.camera.pause}
            </Button>
          )}
        </div>
      )}
      {camera.stream && (
        <details class="more-fields">
          <summary>{words.camera.stream}</summary>
          <Facts facts={streamFacts(camera.stream)} />
        </details>
      )}
    </section>
  );
}
