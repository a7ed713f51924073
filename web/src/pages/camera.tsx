// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import { useRef, useState } from "preact/hooks";
import type { Camera } from "../api/types";
import { saveSnapshot } from "../camera/snapshot";
import { StateCard } from "../camera/state_card";
import { Badges } from "../camera/tile";
import { later } from "../later";
import { LiveHands } from "../player/hands";
import { LiveView } from "../player/live_view";
import { VoiceTools } from "../player/voice_tools";
import type { Voice } from "../player/whep_connection";
import { useZoom } from "../player/use_zoom";
import type { ZoomView } from "../player/zoom";
import { cameraById, cameras } from "../state/cameras";
import { hubNow } from "../state/clock";
import { home } from "../state/home";
import { mayManage } from "../state/session";
import { say } from "../state/toasts";
import { words } from "../strings";
import { walkWords } from "../strings/walk";
import { useTimeline } from "../timeline/data";
import { TimelineExplorer } from "../timeline/explorer";
import { TimelineList } from "../timeline/list";
import { firstView, kept, type TimeView } from "../timeline/view";
import { Button, LinkButton } from "../ui/button";
import { Empty, Loading } from "../ui/notices";

const AboutDevice = later(() => import("../devices/about_card").then((file) => file.AboutDevice), null);

function Today({ camera }: { camera: Camera }) {
  const view = useSignal<TimeView>(firstView(home.value?.storage.oldest_clip_at, hubNow()));
  const { data } = useTimeline(view.value, camera.id);
  const rows = data.value?.cameras ?? [];
  return (
    <section class="card chart-card" aria-labelledby="today-title">
      <header class="section-head">
        <h2 id="today-title">{words.time.today}</h2>
        <a href="/timeline">{words.camera.wholeTimeline}</a>
      </header>
      <TimelineExplorer bare rows={rows} view={view.value} onView={(next) => (view.value = kept(next, hubNow()))} />
      {data.value && <TimelineList bare rows={rows} view={view.value} />}
    </section>
  );
}

function zoomStyle({ scale, x, y }: ZoomView): Record<string, string> {
  return { "--zoom": String(scale), "--pan-x": `${x * 100}%`, "--pan-y": `${y * 100}%` };
}

function LivePart({ camera }: { camera: Camera }) {
  const video = useRef<HTMLVideoElement>(null);
  const part = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const [voice, setVoice] = useState<Voice | null>(null);
  const view = useZoom(frame);
  const snapshot = (): void => {
    saveSnapshot(video.current, { id: camera.id, name: camera.settings.name }, hubNow()).catch(() =>
      say(words.camera.noSnapshot, { tone: "fault" }),
    );
  };
  return (
    <div class="live-part" ref={part}>
      {/* What keys do here is in its name; the buttons below do the same. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div class="zoom-frame" ref={frame} tabIndex={0} role="group" aria-label={walkWords.hands.picture} data-close={view.value.scale > 1} style={zoomStyle(view.value)}>
        <LiveView camera={camera} quality="main" pictureWidth={1280} videoRef={video} wakes onVoice={setVoice}>
          <Badges camera={camera} />
          <div class="live-tools">
            <Button icon="snapshot" label={words.camera.snapshot} onClick={snapshot} />
            <Button icon="expand" label={words.camera.fullScreen} onClick={() => void part.current?.requestFullscreen?.()} />
          </div>
          <VoiceTools key={camera.id} voice={voice} camera={camera} />
        </LiveView>
      </div>
      <LiveHands camera={camera} video={video} view={view} />
    </div>
  );
}

export function CameraMissing() {
  if (!cameras.value) return <Loading />;
  return (
    <Empty page icon="info" title={words.camera.goneTitle}>
      <p>{words.camera.goneText}</p>
      <LinkButton href="/">{words.nav.wall}</LinkButton>
    </Empty>
  );
}

export function CameraPage({ params }: { params: Record<string, string> }) {
  const camera = cameraById(params.id ?? "");
  if (!camera) return <CameraMissing />;
  return (
    <div class="page">
      <header class="page-head">
        <h1>{camera.settings.name}</h1>
        <div class="actions">
          <LinkButton icon="clips" href={`/clips?camera=${camera.id}`}>
            {words.nav.clips}
          </LinkButton>
          {mayManage.value && (
            <>
              <LinkButton icon="motion" href={`/cameras/${camera.id}/walk`}>
                {words.camera.walk}
              </LinkButton>
              <LinkButton icon="zones" href={`/cameras/${camera.id}/zones`}>
                {words.zones.title}
              </LinkButton>
              <LinkButton icon="settings" href={`/cameras/${camera.id}/settings`}>
                {words.nav.settings}
              </LinkButton>
            </>
          )}
        </div>
      </header>
      <div class="camera-columns">
        <LivePart camera={camera} />
        <Today camera={camera} />
        <div class="camera-side">
          <StateCard camera={camera} />
          {camera.device && <AboutDevice serial={camera.device} />}
        </div>
      </div>
    </div>
  );
}
