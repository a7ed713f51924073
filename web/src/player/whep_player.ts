// SPDX-License-Identifier: Apache-2.0
// Live video over WebRTC, with hardly any delay, in one <video>.
import { whepUrl } from "../api/client";
import type { LiveStatus, Quality, Reduced } from "./live_player";
import { playsH265 } from "./what_it_plays";
import { type SentStream, type Tracks, type Voice, WhepConnection, type WhyNot } from "./whep_connection";

/** Who is given a picture, or told once that there will be none. */
export interface Taker {
  onPicture: (picture: MediaStreamTrack, voice: Voice | null, stream?: SentStream) => void;
  onGiveUp: (why: WhyNot) => void;
}

/** Where a picture comes from: a connection of its own, or one that it shares. */
export interface PictureLine {
  start: (taker: Taker) => void;
  stop: () => void;
  /** A way to the hub was found. */
  isConnected: () => boolean;
}

/** What is sent in place of the large picture that was asked for. */
export function reducedTo(asked: Quality, stream: SentStream | undefined): SentStream | undefined {
  return asked === "main" && stream !== "main" ? stream : undefined;
}

/** A camera's picture and sound, over a connection of their own. */
export function ownLine(camera: string, quality: Quality): PictureLine {
  let connection: WhepConnection | undefined;
  return {
    start({ onPicture, onGiveUp }) {
      const url = whepUrl(`/cameras/${encodeURIComponent(camera)}`, { quality, h265: playsH265() });
      const given = ({ pictures: [picture], voice, streams: [stream] }: Tracks): void => picture && onPicture(picture, voice, reducedTo(quality, stream));
      connection = new WhepConnection({ url, pictures: 1, voice: true }, given, onGiveUp);
      connection.start();
    },
    stop: () => connection?.stop(),
    isConnected: () => connection?.isConnected ?? false,
  };
}

const patienceMs = 3000;
const stallAfterMs = 5000;
const watchEveryMs = 100;

function reducedBy(instead: SentStream | undefined, isSmaller: boolean): Reduced {
  if (instead === "transcoded") return "transcoded";
  if (instead === "sub") return "browser";
  return isSmaller && "line";
}

/** Plays one camera in one <video>, or says once why it cannot and is over. */
export class WhepPlayer {
  private timer: ReturnType<typeof setInterval> | undefined;
  private frames = { last: 0, seenAt: 0 };
  private widest = 0;
  /** What came in place of the picture that was asked for. */
  private instead: SentStream | undefined;
  private status: LiveStatus = { kind: "connecting" };
  private stopped = false;

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly line: PictureLine,
    private readonly onStatus: (status: LiveStatus) => void,
    private readonly onGiveUp: (why: WhyNot) => void,
    private readonly onVoice: (voice: Voice | null) => void = () => {},
  ) {}

  start(): void {
    this.video.muted = true;
    this.video.disableRemotePlayback = true;
    this.frames.seenAt = Date.now();
    this.timer = setInterval(() => this.watch(), watchEveryMs);
    this.line.start({ onPicture: (picture, voice, stream) => this.play(picture, voice, stream), onGiveUp: (why) => this.giveUp(why) });
  }

  stop(): void {
    this.stopped = true;
    clearInterval(this.timer);
    this.line.stop();
    this.onVoice(null);
    this.video.srcObject = null;
  }

  private play(picture: MediaStreamTrack, voice: Voice | null, stream?: SentStream): void {
    if (this.stopped) return;
    this.instead = stream;
    this.video.srcObject = new MediaStream([picture]);
    this.video.play().catch(() => {});
    this.onVoice(voice);
  }

  private watch(): void {
    const nowMs = Date.now();
    if (document.hidden) {
      // A page that nobody sees gets few frames or none: that says nothing of the way.
      this.frames.seenAt = nowMs;
      return;
    }
    const count = this.video.srcObject ? this.video.getVideoPlaybackQuality().totalVideoFrames : 0;
    if (count !== this.frames.last) {
      this.frames = { last: count, seenAt: nowMs };
      if (count > 0) this.tell({ kind: "playing", reduced: reducedBy(this.instead, this.isReduced()) });
    } else if (this.status.kind === "connecting" && nowMs - this.frames.seenAt > patienceMs) {
      this.giveUp({ kind: this.line.isConnected() ? "no_picture" : "no_way" });
    } else if (this.status.kind === "playing" && nowMs - this.frames.seenAt > stallAfterMs) {
      this.tell({ kind: "stalled", sinceMs: this.frames.seenAt });
    }
  }

  /** The hub sends the small picture instead over a line that loses much. */
  private isReduced(): boolean {
    const { videoWidth } = this.video;
    this.widest = Math.max(this.widest, videoWidth);
    return videoWidth > 0 && videoWidth < this.widest;
  }

  private tell(status: LiveStatus): void {
    const known = this.status;
    const isSame = status.kind === "playing" && known.kind === "playing" ? status.reduced === known.reduced : status.kind === known.kind;
    if (isSame) return;
    this.status = status;
    this.onStatus(status);
  }

  private giveUp(why: WhyNot): void {
    if (this.stopped) return;
    this.stop();
    this.onGiveUp(why);
  }
}
