// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { clipThumbnailUrl, clipVideoUrl } from "../api/client";
import type { Clip } from "../api/types";
import { playTime } from "../state/format";
import { words } from "../strings";
import { Button } from "../ui/button";
import { Choice } from "../ui/field";

interface Props {
  clip: Clip;
  /** Seconds from the clip's start to the start of the motion, when known. */
  motionAt: number | null;
}

const speeds = ["0.5", "1", "2", "4", "8"] as const;
const speedOptions = speeds.map((speed) => [speed, `${speed}×`] as const);

interface Playback {
  at: number;
  length: number;
  playing: boolean;
  muted: boolean;
  failed: boolean;
}

function usePlayback(clip: Clip) {
  const video = useRef<HTMLVideoElement>(null);
  const state = useSignal<Playback>({ at: 0, length: clip.duration_s, playing: false, muted: false, failed: false });
  useEffect(() => {
    const element = video.current;
    if (!element) return undefined;
    const stop = new AbortController();
    const read = (): void => {
      const length = Number.isFinite(element.duration) && element.duration > 0 ? element.duration : clip.duration_s;
      state.value = { at: element.currentTime, length, playing: !element.paused, muted: element.muted, failed: element.error !== null };
    };
    for (const type of ["timeupdate", "durationchange", "play", "pause", "volumechange", "error", "seeked", "ended"])
      element.addEventListener(type, read, { signal: stop.signal });
    // Browsers let a page start sound only after a gesture; a silent start is better than none.
    element.play().catch(() => {
      element.muted = true;
      element.play().catch(read);
    });
    return () => stop.abort();
  }, [clip.id, clip.duration_s, state]);
  return { video, state };
}

function Scrubber({ state, motionAt, onSeek }: { state: Playback; motionAt: number | null; onSeek: (seconds: number) => void }) {
  const share = (seconds: number): string => `${(Math.min(1, seconds / Math.max(0.1, state.length)) * 100).toFixed(2)}%`;
  return (
    <div class="scrub">
      {motionAt !== null && motionAt > 0.2 && (
        <button type="button" class="scrub-mark" style={{ left: share(motionAt) }} onClick={() => onSeek(motionAt)}>
          <span class="scrub-mark-text">{words.clip.motionStarts}</span>
        </button>
      )}
      <input
        type="range"
        class="scrub-range"
        min={0}
        max={state.length}
        step={0.05}
        value={state.at}
        style={{ "--done": share(state.at) }}
        aria-label={words.clip.position}
        aria-valuetext={words.clip.positionText(playTime(state.at), playTime(state.length))}
        onInput={(event) => onSeek(Number(event.currentTarget.value))}
      />
    </div>
  );
}

export function ClipPlayer({ clip, motionAt }: Props) {
  const { video, state } = usePlayback(clip);
  const speed = useSignal<(typeof speeds)[number]>("1");
  const frame = useRef<HTMLDivElement>(null);
  const now = state.value;

  const seek = (seconds: number): void => {
    if (video.current) video.current.currentTime = seconds;
    state.value = { ...state.value, at: seconds };
  };
  const toggle = (): void => {
    if (video.current?.paused) void video.current.play().catch(() => {});
    else video.current?.pause();
  };
  const choose = (next: (typeof speeds)[number]): void => {
    speed.value = next;
    if (video.current) video.current.playbackRate = Number(next);
  };

  return (
    <div class="player" ref={frame}>
      <video
        class="player-video"
        ref={video}
        src={clipVideoUrl(clip.id)}
        poster={clipThumbnailUrl(clip.id)}
        playsInline
        preload="auto"
        aria-label={words.clip.videoLabel}
        onClick={toggle}
      />
      {now.failed && <p class="player-failed">{words.clip.cannotPlay}</p>}
      <div class="player-bar">
        <Button tone="quiet" icon={now.playing ? "pause" : "play"} label={now.playing ? words.clip.pause : words.clip.play} onClick={toggle} />
        <span class="player-time">
          {playTime(now.at)} <span class="quiet">/ {playTime(now.length)}</span>
        </span>
        <Scrubber state={now} motionAt={motionAt} onSeek={seek} />
        <div class="player-speed">
          <Choice label={words.clip.speed} value={speed.value} options={speedOptions} onChange={choose} />
        </div>
        {clip.audio && (
          <Button
            tone="quiet"
            icon={now.muted ? "muted" : "sound"}
            label={now.muted ? words.clip.soundOn : words.clip.soundOff}
            onClick={() => video.current && (video.current.muted = !video.current.muted)}
          />
        )}
        <Button tone="quiet" icon="expand" label={words.camera.fullScreen} onClick={() => void frame.current?.requestFullscreen?.()} />
      </div>
    </div>
  );
}
