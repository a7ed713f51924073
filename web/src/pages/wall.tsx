// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { call, sentenceOf } from "../api/client";
import type { Clip } from "../api/types";
import { wallSummary } from "../camera/camera_state";
import { CameraTile } from "../camera/tile";
import { ClipCard } from "../clips/clip_card";
import { ModeBar } from "../house/mode_bar";
import { later } from "../later";
import { cameras } from "../state/cameras";
import { now } from "../state/clock";
import { dayName, startOfDay } from "../state/format";
import { home, removeDemo } from "../state/home";
import { hubLink } from "../state/hub_link";
import { onHubMessage } from "../state/hub_messages";
import { mayManage } from "../state/session";
import { say } from "../state/toasts";
import { words } from "../strings";
import { Button, LinkButton } from "../ui/button";
import { ConfirmDialog } from "../ui/dialog";
import { Lantern } from "../ui/logo";
import { Empty, Loading, Notice } from "../ui/notices";
import { StorageLine } from "../ui/storage_line";

const DeviceQuestions = later(() => import("../devices/questions").then((file) => file.DeviceQuestions), null);

const latestCount = 6;

function DemoNotice() {
  const asking = useSignal(false);
  const busy = useSignal(false);
  if (!home.value?.demo) return null;
  const remove = async (): Promise<void> => {
    busy.value = true;
    await removeDemo().catch((error: unknown) => say(sentenceOf(error), { tone: "fault" }));
    busy.value = false;
    asking.value = false;
  };
  return (
    <>
      <Notice tone="warm" icon="info" action={<Button onClick={() => (asking.value = true)}>{words.demo.remove}</Button>}>
        {words.demo.notice}
      </Notice>
      {asking.value && (
        <ConfirmDialog
          title={words.demo.removeTitle}
          text={<p>{words.demo.removeText}</p>}
          action={words.demo.remove}
          busy={busy.value}
          onConfirm={() => void remove()}
          onClose={() => (asking.value = false)}
        />
      )}
    </>
  );
}

function LatestClips() {
  const clips = useSignal<Clip[] | null>(null);
  useEffect(() => {
    const load = async (): Promise<void> => {
      clips.value = await call("GET /clips", { query: { limit: latestCount } }).then(
        (answer) => answer.clips,
        () => clips.value,
      );
    };
    void load();
    return onHubMessage((message) => {
      if (message.type === "clip" || message.type === "clip_removed") void load();
    });
  }, [clips]);
  if (!clips.value) return null;
  const today = startOfDay(now.value);
  return (
    <section class="latest" aria-labelledby="latest-title">
      <header class="section-head">
        <h2 id="latest-title">{words.wall.latest}</h2>
        <a href="/clips">{words.wall.allClips}</a>
      </header>
      {clips.value.length === 0 ? (
        <p class="quiet">{words.wall.noClips}</p>
      ) : (
        <div class="clip-strip">
          {clips.value.map((clip) => {
            const start = Date.parse(clip.start);
            return <ClipCard key={clip.id} clip={clip} {...(start < today && { day: dayName(start, now.value) })} />;
          })}
        </div>
      )}
    </section>
  );
}

export function WallPage() {
  const all = cameras.value;
  if (!all) return <Loading />;
  return (
    <div class="page wall-page">
      <header class="wall-head">
        <div>
          <h1>{home.value?.name ?? words.wall.title}</h1>
          <p class="wall-summary">{all.length > 0 && wallSummary(all, hubLink.value.state === "connected")}</p>
        </div>
        <ModeBar />
      </header>
      {mayManage.value && <DeviceQuestions />}
      {mayManage.value && <DemoNotice />}
      {home.value?.storage.problem && (
        <Notice tone="fault" icon="storage">
          {home.value.storage.problem.sentence}
        </Notice>
      )}
      {all.length === 0 ? (
        <div class="wall-empty">
          <Lantern size={72} />
          <Empty icon="plus" title={words.wall.emptyTitle}>
            <p>{words.wall.emptyText}</p>
            {mayManage.value && (
              <LinkButton tone="main" icon="plus" href="/add">
                {words.nav.add}
              </LinkButton>
            )}
          </Empty>
        </div>
      ) : (
        <div class="wall" data-count={Math.min(all.length, 5)}>
          {all.map((camera) => (
            <CameraTile key={camera.id} camera={camera} />
          ))}
        </div>
      )}
      <LatestClips />
      <StorageLine />
    </div>
  );
}
