// SPDX-License-Identifier: Apache-2.0
import type { Camera } from "../api/types";
import { later } from "../later";
import { LiveView } from "../player/live_view";
import { now } from "../state/clock";
import { hubLink } from "../state/hub_link";
import { mayAct } from "../state/session";
import { words } from "../strings";
import { Icon, type IconName } from "../ui/icon";
import { stateLine, type StateLine } from "./camera_state";

const TileDevice = later(() => import("../devices/tile_device").then((file) => file.TileDevice), null);

function Badge({ icon, text, kind }: { icon: IconName; text: string; kind: string }) {
  return (
    <span class={`badge badge-${kind}`}>
      <Icon name={icon} />
      {text}
    </span>
  );
}

/** What the camera does right now, each in words and with its own drawing. */
export function Badges({ camera }: { camera: Camera }) {
  if (hubLink.value.state !== "connected") return null;
  return (
    <span class="badges">
      {camera.motion && <Badge icon="motion" text={words.camera.motion} kind="motion" />}
      {camera.recording && <Badge icon="recording" text={words.camera.recording} kind="recording" />}
      {!camera.armed && camera.state !== "paused" && <Badge icon="shieldOff" text={words.camera.disarmed} kind="off" />}
    </span>
  );
}

/** Where the doctor is at it, on with that; a fault without a cause yet gets one looked for. */
export function DoctorLink({ camera, tone }: { camera: Camera; tone: StateLine["tone"] }) {
  if (!mayAct.value) return null;
  if (camera.cause)
    return (
      <a class="doctor-link" href={`/doctor/${camera.cause.session}`} aria-label={words.camera.fixOf(camera.settings.name)}>
        {words.camera.fix}
      </a>
    );
  if (tone !== "fault") return null;
  return (
    <a class="doctor-link" href={`/doctor?camera=${camera.id}`} aria-label={words.camera.findOutOf(camera.settings.name)}>
      {words.camera.findOut}
    </a>
  );
}

export function CameraTile({ camera }: { camera: Camera }) {
  const line = stateLine(camera, now.value, hubLink.value.state === "connected");
  const quality = camera.settings.sub_url ? "sub" : "main";
  return (
    <article class="tile" data-tone={line.tone} data-motion={camera.motion && line.tone === "good"}>
      <LiveView camera={camera} quality={quality} pictureWidth={640} onWall>
        <Badges camera={camera} />
      </LiveView>
      <div class="tile-foot">
        <h2 class="tile-name">
          <a href={`/cameras/${camera.id}`}>{camera.settings.name}</a>
        </h2>
        <span class={`state state-${line.tone}`}>
          <Icon name={line.icon} />
          {line.label}
        </span>
        {line.detail && (
          <p class="tile-detail">
            {line.detail} <DoctorLink camera={camera} tone={line.tone} />
          </p>
        )}
        {line.next && <p class="tile-next">{line.next}</p>}
        {camera.device && <TileDevice serial={camera.device} />}
      </div>
    </article>
  );
}
