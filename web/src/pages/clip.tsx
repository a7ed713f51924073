// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { call, clipDownloadUrl, clipThumbnailUrl, sentenceOf } from "../api/client";
import type { Clip } from "../api/types";
import { bringBack, deleteClips } from "../clips/bulk_actions";
import { neighbours, setPinned } from "../clips/clip_actions";
import { clipCameraName } from "../clips/clip_card";
import { playsHere } from "../clips/plays_here";
import { ClipPlayer } from "../clips/player";
import { go } from "../router";
import { now } from "../state/clock";
import { bytes, dayName, duration, preciseTime } from "../state/format";
import { onHubMessage } from "../state/hub_messages";
import { mayAct } from "../state/session";
import { words } from "../strings";
import { clipWords } from "../strings/clips";
import { Button, LinkButton } from "../ui/button";
import { Facts } from "../ui/facts";
import { Icon } from "../ui/icon";
import { Empty, Loading } from "../ui/notices";

/** Seconds into the clip at which its motion starts, from the event that made it. */
async function motionStart(clip: Clip): Promise<number | null> {
  if (!clip.event_id) return null;
  const to = clip.end ?? new Date(Date.parse(clip.start) + 60_000).toISOString();
  const answer = await call("GET /timeline", { query: { from: clip.start, to, camera: clip.camera_id } });
  const event = answer.cameras.flatMap((row) => row.events).find((one) => one.id === clip.event_id);
  return event ? (Date.parse(event.start) - Date.parse(clip.start)) / 1000 : null;
}

function useClip(id: string) {
  const clip = useSignal<Clip | null>(null);
  const error = useSignal<string | null>(null);
  const motionAt = useSignal<number | null>(null);
  const beside = useSignal<{ older: Clip | null; newer: Clip | null }>({ older: null, newer: null });
  useEffect(() => {
    const load = async (): Promise<void> => {
      const loaded = await call("GET /clips/{id}", { id });
      clip.value = loaded;
      [motionAt.value, beside.value] = await Promise.all([motionStart(loaded), neighbours(loaded)]);
    };
    load().catch((caught: unknown) => {
      if (!clip.value) error.value = sentenceOf(caught);
    });
    return onHubMessage((message) => {
      if (message.type === "clip" && message.clip.id === id) clip.value = message.clip;
    });
  }, [id, clip, error, motionAt, beside]);
  return { clip, error, motionAt, beside };
}

/** What stands in the player's place: the clip's picture, a sentence, perhaps something to do. */
function InPlaceOfPlayer({ clip, children }: { clip: Clip; children: ComponentChildren }) {
  return (
    <div class="player unplayable">
      {clip.end && <img src={clipThumbnailUrl(clip.id)} alt="" />}
      <div class="unplayable-text">
        <Icon name="info" />
        {children}
      </div>
    </div>
  );
}

function Screen({ clip, motionAt }: { clip: Clip; motionAt: number | null }) {
  if (!clip.end) {
    return (
      <InPlaceOfPlayer clip={clip}>
        <p>{words.clip.stillRecording}</p>
      </InPlaceOfPlayer>
    );
  }
  if (clip.deleted) {
    return (
      <InPlaceOfPlayer clip={clip}>
        <p>{clipWords.waiting.one}</p>
        <Button tone="main" icon="undo" onClick={() => void bringBack([clip.id])}>
          {clipWords.waiting.action}
        </Button>
      </InPlaceOfPlayer>
    );
  }
  if (playsHere(clip)) return <ClipPlayer key={clip.id} clip={clip} motionAt={motionAt} />;
  return (
    <InPlaceOfPlayer clip={clip}>
      <p>{words.clip.unplayable(clip.codec)}</p>
      <LinkButton tone="main" icon="download" href={clipDownloadUrl(clip.id)} download>
        {words.clip.download}
      </LinkButton>
    </InPlaceOfPlayer>
  );
}

function Details({ clip }: { clip: Clip }) {
  const facts: Array<[string, string]> = [
    [words.clip.length, clip.end ? duration(clip.duration_s) : words.clips.recordingNow],
    [words.clip.picture, `${clip.width} × ${clip.height}, ${clip.codec}`],
    [words.clip.size, bytes(clip.size_bytes)],
    [words.clip.sound, clip.audio ? words.clip.withSound : words.clip.noSound],
  ];
  return <Facts facts={facts} />;
}

function Beside({ clip, side }: { clip: Clip | null; side: "older" | "newer" }) {
  if (!clip) return <span />;
  return (
    <LinkButton href={`/clips/${clip.id}`} icon={side === "older" ? "left" : "right"}>
      {side === "older" ? words.clip.older : words.clip.newer} · {preciseTime(Date.parse(clip.start))}
    </LinkButton>
  );
}

export function ClipPage({ params }: { params: Record<string, string> }) {
  const { clip: loaded, error, motionAt, beside } = useClip(params.id ?? "");
  const clip = loaded.value;
  if (error.value) {
    return (
      <Empty page icon="clips" title={words.clip.goneTitle}>
        <p>{error.value}</p>
        <LinkButton href="/clips">{words.nav.clips}</LinkButton>
      </Empty>
    );
  }
  if (!clip) return <Loading />;
  const start = Date.parse(clip.start);
  const remove = (): void => {
    const next = beside.value.older ?? beside.value.newer;
    void deleteClips([clip.id], () => go(`/clips/${clip.id}`)).then((gone) => gone && go(next ? `/clips/${next.id}` : "/clips"));
  };
  return (
    <div class="page clip-page">
      <header class="page-head">
        <div>
          <p class="eyebrow">
            <a href={`/cameras/${clip.camera_id}`}>{clipCameraName(clip)}</a> · {words.clips.kinds[clip.kind]}
          </p>
          <h1>
            {dayName(start, now.value)}, {preciseTime(start)}
          </h1>
        </div>
        <div class="actions">
          {mayAct.value && (
            <Button icon="pin" pressed={clip.pinned} onClick={() => void setPinned(clip, !clip.pinned).then((next) => (loaded.value = next))}>
              {clip.pinned ? words.clips.pinned : words.clip.keep}
            </Button>
          )}
          <LinkButton icon="download" href={clipDownloadUrl(clip.id)} download>
            {words.clip.download}
          </LinkButton>
          {mayAct.value && (
            <Button icon="trash" onClick={remove}>
              {words.clip.remove}
            </Button>
          )}
        </div>
      </header>
      <Screen clip={clip} motionAt={motionAt.value} />
      <nav class="beside" aria-label={words.clip.besideLabel}>
        <Beside clip={beside.value.older} side="older" />
        <LinkButton tone="quiet" icon="timeline" href={timelineAround(start)}>
          {words.clip.inTimeline}
        </LinkButton>
        <Beside clip={beside.value.newer} side="newer" />
      </nav>
      <Details clip={clip} />
    </div>
  );
}

function timelineAround(ms: number): string {
  const half = 30 * 60_000;
  return `/timeline?from=${new Date(ms - half).toISOString()}&to=${new Date(ms + half).toISOString()}`;
}
