// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Camera } from "../api/types";
import { now } from "../state/clock";
import { ago } from "../state/format";
import { hubLink } from "../state/hub_link";
import { words } from "../strings";
import { Icon } from "../ui/icon";
import { useInView } from "./in_view";
import { BestPlayer } from "./best_player";
import type { LiveStatus, Quality } from "./live_player";
import { noteOf } from "./note";
import { type Played, reportOf, tellHub } from "./report";
import { useStillPicture } from "./still_picture";
import { wallPicture } from "./wall_line";
import type { Voice } from "./whep_connection";
import { ownLine } from "./whep_player";

interface Props {
  camera: Camera;
  quality: Quality;
  /** Width to ask for when single pictures are shown, in pixels. */
  pictureWidth: number;
  videoRef?: RefObject<HTMLVideoElement | null>;
  /** A camera on cells is woken to be watched. Else it is shown as it is, in single pictures that cost it nothing. */
  wakes?: boolean;
  /** One of many on a wall: their pictures share a connection. */
  onWall?: boolean;
  /** Null when nothing can be heard or said (any more). */
  onVoice?: (voice: Voice | null) => void;
  children?: ComponentChildren;
}

/** Where no video can be played, and where a camera on cells is spared. */
const pictureEveryMs = 1000;
const sparedEveryMs = 2000;

type Watching = Pick<Props, "camera" | "quality" | "onWall" | "onVoice">;

function useLivePlayer(video: RefObject<HTMLVideoElement | null>, watching: Watching, wanted: boolean): Played {
  const { camera, quality, onWall, onVoice } = watching;
  const { id } = camera;
  const status = useSignal<LiveStatus>({ kind: "connecting" });
  const slower = useSignal<Played["slower"]>(null);
  useEffect(() => {
    if (!wanted || !video.current) return undefined;
    status.value = { kind: "connecting" };
    slower.value = null;
    const player = new BestPlayer(video.current, onWall ? wallPicture(id) : ownLine(id, quality), { camera: id, quality }, {
      onStatus: (next) => {
        status.value = next;
      },
      onSlower: (why, way) => {
        slower.value = { why, way };
      },
      ...(onVoice && { onVoice }),
    });
    player.start();
    return () => {
      player.stop();
      if (status.value.kind === "playing") status.value = { kind: "connecting" };
    };
  }, [video, id, quality, onWall, onVoice, wanted, status, slower]);
  const played = { status: status.value, slower: slower.value };
  // Of a wall the hub hears nothing: sixteen tiles would say the same.
  const report = onWall ? null : reportOf(camera, played);
  const [way, why] = [report?.way, report?.why];
  useEffect(() => {
    if (way && why) tellHub(id, { way, why });
  }, [id, way, why]);
  return played;
}

/** What may be asked of a camera now: its video, single pictures, or nothing. Watching keeps a camera on cells awake, so a
 * wall that is open all day must not. */
export function playable(camera: Camera, hubReached: boolean, wakes: boolean): "video" | "pictures" | "nothing" {
  const sleeps = camera.settings.connect === "when_needed";
  if (!hubReached) return "nothing";
  if (camera.state === "live") return sleeps && !wakes ? "pictures" : "video";
  return sleeps && wakes && (camera.state === "asleep" || camera.state === "connecting") ? "video" : "nothing";
}

/** When the picture on the screen was taken, if it is not live; null while it is. */
function staleSince(camera: Camera, status: LiveStatus, running: boolean, pictureTaken: number | undefined): number | null {
  if (running) {
    const waking = camera.state !== "live";
    if (waking || status.kind === "playing" || status.kind === "connecting") return null;
    if (status.kind === "stalled") return status.sinceMs;
    if (status.kind === "unsupported" && pictureTaken && now.value - pictureTaken < 15_000) return null;
  }
  return pictureTaken || (camera.last_frame_at ? Date.parse(camera.last_frame_at) : Number.NaN);
}

function StaleNote({ since }: { since: number }) {
  return (
    <p class="live-stale">
      <Icon name="clock" />
      {Number.isNaN(since) ? words.live.noPicture : words.live.lastPicture(ago(since, now.value))}
    </p>
  );
}

interface Shown {
  looks: "live" | "coming" | "stale";
  /** When a stale picture was taken; NaN when not known. */
  since: number | null;
  video: boolean;
  picture: string | undefined;
  /** Why the picture is less than it could be. */
  note: string | null;
}

const picturesOnly: Played = { status: { kind: "unsupported", mime: "" }, slower: null };

/** Decides what is on the screen: the video, single pictures, or the last one with its age. */
function useShown(camera: Camera, played: Played, canPlay: boolean, inView: boolean, pictureWidth: number): Shown {
  const { status } = played;
  const playing = canPlay && status.kind === "playing";
  const everyMs = played === picturesOnly ? sparedEveryMs : pictureEveryMs;
  const pollEvery = canPlay && status.kind === "unsupported" ? everyMs : null;
  const picture = useStillPicture(camera.id, pictureWidth, inView && !playing, pollEvery);
  const since = staleSince(camera, status, canPlay, picture?.takenAt);
  const moving = playing || pollEvery !== null;
  return {
    looks: since !== null ? "stale" : moving ? "live" : "coming",
    since,
    video: playing || status.kind === "stalled",
    picture: picture?.url,
    note: since === null && moving ? noteOf(camera, played) : null,
  };
}

function WhyLine({ note }: { note: string | null }) {
  return (
    <p class="live-why" role="status">
      {note && <Icon name="info" />}
      {note}
    </p>
  );
}

/** A camera's picture: live video when it can be, single pictures when not, and never an old one that looks live. */
export function LiveView({ camera, quality, pictureWidth, videoRef, wakes = false, onWall = false, onVoice, children }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const ownVideo = useRef<HTMLVideoElement>(null);
  const video = videoRef ?? ownVideo;
  const inView = useInView(frame);
  const may = playable(camera, hubLink.value.state === "connected", wakes);
  const played = useLivePlayer(video, { camera, quality, onWall, ...(onVoice && { onVoice }) }, inView && may === "video");
  // On a wall full of pictures nobody asks why one is a moment behind.
  const shownAs = may === "pictures" ? picturesOnly : { ...played, slower: onWall ? null : played.slower };
  const shown = useShown(camera, shownAs, may !== "nothing", inView, pictureWidth);
  const note = may === "video" ? shown.note : null;
  const picture = (
    <div class="live" data-looks={shown.looks} ref={frame}>
      {shown.picture && <img class="live-picture" src={shown.picture} alt="" />}
      <video class="live-video" data-shown={shown.video} ref={video} muted playsInline tabIndex={-1} aria-hidden="true" />
      {shown.looks === "coming" && <span class="live-spinner" role="status" aria-label={words.live.coming} />}
      {note && onWall && <p class="live-note">{note}</p>}
      {shown.since !== null && <StaleNote since={shown.since} />}
      {children}
    </div>
  );
  return (
    <>
      {picture}
      {!onWall && <WhyLine note={note} />}
    </>
  );
}
