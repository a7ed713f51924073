// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { clipDownloadUrl, clipMomentUrl, clipVideoUrl } from "../api/client";
import type { CameraTimeline, Clip } from "../api/types";
import { clipCameraName } from "../clips/clip_card";
import { playsHere } from "../clips/plays_here";
import { clockTime, preciseTime } from "../state/format";
import { words } from "../strings";
import { clipWords } from "../strings/clips";
import { Button, LinkButton } from "../ui/button";
import { clipBeside, type Moment } from "./moment";

const text = clipWords.play;
/** Farther apart than this, going on with the next clip is said. */
const joinedMs = 2000;

interface Props {
  row: CameraTimeline | undefined;
  moment: Moment;
  /** Where it plays now, ms since 1970. */
  onTime: (ms: number) => void;
  onMoment: (moment: Moment) => void;
  onClose: () => void;
  /** Without the camera's name, on a page of one camera. */
  bare: boolean;
}

interface Playing {
  playing: boolean;
  muted: boolean;
  failed: boolean;
}

const startOf = (clip: Clip): number => Date.parse(clip.start);

/** Plays from the moment, at once, and reports where it is. */
function useMoment(moment: Moment, onTime: (ms: number) => void, onEnd: () => void) {
  const video = useRef<HTMLVideoElement>(null);
  const state = useSignal<Playing>({ playing: false, muted: false, failed: false });
  const latest = useRef({ moment, onTime, onEnd });
  latest.current = { moment, onTime, onEnd };
  useEffect(() => {
    const element = video.current;
    if (!element) return undefined;
    const stop = new AbortController();
    const read = (): void => {
      state.value = { playing: !element.paused, muted: element.muted, failed: element.error !== null };
      if (element.currentTime > 0) latest.current.onTime(startOf(latest.current.moment.clip) + element.currentTime * 1000);
    };
    for (const type of ["timeupdate", "play", "pause", "volumechange", "error"]) element.addEventListener(type, read, { signal: stop.signal });
    element.addEventListener("ended", () => latest.current.onEnd(), { signal: stop.signal });
    return () => stop.abort();
  }, [state]);
  // Before the picture is drawn: the video is on its way one frame sooner.
  useLayoutEffect(() => {
    const element = video.current;
    if (!element) return;
    const source = clipVideoUrl(moment.clip.id);
    // The fragment makes the browser fetch from there on; a clip that is open already is only moved.
    if (element.getAttribute("src")?.startsWith(source)) element.currentTime = moment.at;
    else element.src = `${source}#t=${moment.at.toFixed(2)}`;
    element.play().catch(() => {
      // Sound needs a gesture first; a silent start is better than none.
      element.muted = true;
      element.play().catch(() => {});
    });
  }, [moment]);
  return { video, state };
}

function Stage({ row, moment, onTime, onMoment, onSay }: Omit<Props, "onClose" | "bare"> & { onSay: (text: string | null) => void }) {
  const onEnd = (): void => {
    const next = row && clipBeside(row, moment.clip, 1);
    if (!next) return onSay(text.end);
    const gap = startOf(next) - Date.parse(moment.clip.end ?? moment.clip.start);
    onSay(gap > joinedMs ? text.next(clockTime(startOf(next))) : null);
    return onMoment({ clip: next, at: 0 });
  };
  const { video, state } = useMoment(moment, onTime, onEnd);
  const { playing, muted, failed } = state.value;
  const toggle = (): void => {
    if (video.current?.paused) void video.current.play().catch(() => {});
    else video.current?.pause();
  };
  return (
    <div class="playback-stage">
      <video class="playback-video" ref={video} poster={clipMomentUrl(moment.clip.id, Math.floor(moment.at))} playsInline preload="auto" aria-label={words.clip.videoLabel} onClick={toggle} />
      {failed && <p class="player-failed">{text.failed}</p>}
      <div class="playback-keys">
        <Button tone="quiet" icon={playing ? "pause" : "play"} label={playing ? words.clip.pause : words.clip.play} onClick={toggle} />
        {moment.clip.audio && (
          <Button tone="quiet" icon={muted ? "muted" : "sound"} label={muted ? words.clip.soundOn : words.clip.soundOff} onClick={() => video.current && (video.current.muted = !video.current.muted)} />
        )}
      </div>
    </div>
  );
}

function CannotPlay({ clip }: { clip: Clip }) {
  return (
    <div class="playback-cannot">
      <p>{clip.end ? text.unplayable(clip.codec) : words.clip.stillRecording}</p>
      {clip.end && (
        <LinkButton icon="download" href={clipDownloadUrl(clip.id)} download>
          {words.clip.download}
        </LinkButton>
      )}
    </div>
  );
}

/** The recorded video of a camera, over the timeline that it was chosen on. Goes on from clip to clip. */
export function Playback({ row, moment, onTime, onMoment, onClose, bare }: Props) {
  const said = useSignal<string | null>(null);
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.scrollIntoView({ block: "nearest" }), []);
  const { clip } = moment;
  const step = (direction: 1 | -1): void => {
    const next = row && clipBeside(row, clip, direction);
    said.value = next ? null : text.end;
    if (next) onMoment({ clip: next, at: 0 });
  };
  return (
    <section class="playback" ref={panel} aria-label={text.title}>
      {clip.end && playsHere(clip) ? <Stage row={row} moment={moment} onTime={onTime} onMoment={onMoment} onSay={(next) => (said.value = next)} /> : <CannotPlay clip={clip} />}
      <div class="playback-bar">
        <Button tone="quiet" icon="left" label={text.earlier} onClick={() => step(-1)} />
        <p class="playback-where" role="status">
          <strong>{bare ? preciseTime(startOf(clip)) : text.at(clipCameraName(clip), preciseTime(startOf(clip)))}</strong>
          {said.value && <span class="quiet">{said.value}</span>}
        </p>
        <Button tone="quiet" icon="right" label={text.later} onClick={() => step(1)} />
        <LinkButton tone="quiet" icon="clips" href={`/clips/${clip.id}`}>
          {text.open}
        </LinkButton>
        <Button tone="quiet" icon="close" label={text.close} onClick={onClose} />
      </div>
    </section>
  );
}
