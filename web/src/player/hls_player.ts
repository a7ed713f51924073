// SPDX-License-Identifier: Apache-2.0
// Live video as HLS, which the browser plays by itself: for those that have neither WebRTC nor Media Source.
import { backoffMs } from "../state/backoff";
import { atFirstFrame } from "./first_frame";
import type { LiveStatus } from "./live_player";

const patienceMs = 12_000;
/** Chromium begins three segments before a list's end and fails where that one has no key frame: in the first 8 s of a list. */
const triesUntilItPlays = 5;
const stallAfterMs = 10_000;
const watchEveryMs = 250;

/** Plays one camera in one <video>. Begins anew by itself once it has played; gives up when it never does. */
export class HlsPlayer {
  private timer: ReturnType<typeof setInterval> | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private frames = { last: 0, seenAt: 0 };
  private hasPlayed = false;
  private attempt = 0;
  private stopWaiting = (): void => {};
  private status: LiveStatus = { kind: "connecting" };

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly url: string,
    private readonly onStatus: (status: LiveStatus) => void,
    private readonly onGiveUp: () => void,
  ) {}

  start(): void {
    this.video.muted = true;
    this.video.addEventListener("error", this.failed);
    this.video.addEventListener("ended", this.failed);
    this.timer = setInterval(() => this.watch(), watchEveryMs);
    this.open();
  }

  stop(): void {
    clearInterval(this.timer);
    clearTimeout(this.retry);
    this.stopWaiting();
    this.video.removeEventListener("error", this.failed);
    this.video.removeEventListener("ended", this.failed);
    this.video.removeAttribute("src");
    this.video.load();
  }

  private open(): void {
    this.frames = { last: 0, seenAt: Date.now() };
    this.video.src = this.url;
    this.stopWaiting();
    this.stopWaiting = atFirstFrame(this.video, () => this.watch());
    this.video.play().catch(() => {});
  }

  private readonly failed = (): void => {
    if (!this.hasPlayed && this.attempt >= triesUntilItPlays - 1) {
      this.giveUp();
      return;
    }
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.open(), backoffMs(this.attempt++, Math.random, 1000, this.hasPlayed ? 15_000 : 3000));
  };

  private giveUp(): void {
    this.stop();
    this.onGiveUp();
  }

  private watch(): void {
    const nowMs = Date.now();
    if (document.hidden) {
      this.frames.seenAt = nowMs;
      return;
    }
    const count = this.video.getVideoPlaybackQuality().totalVideoFrames;
    if (count !== this.frames.last) {
      this.frames = { last: count, seenAt: nowMs };
      if (count === 0) return;
      this.hasPlayed = true;
      this.attempt = 0;
      this.tell({ kind: "playing", reduced: false });
      return;
    }
    const silentMs = nowMs - this.frames.seenAt;
    if (!this.hasPlayed && silentMs > patienceMs) this.giveUp();
    else if (this.status.kind === "playing" && silentMs > stallAfterMs) {
      this.tell({ kind: "stalled", sinceMs: this.frames.seenAt });
      this.failed();
    }
  }

  private tell(status: LiveStatus): void {
    if (status.kind === this.status.kind) return;
    this.status = status;
    this.onStatus(status);
  }
}
