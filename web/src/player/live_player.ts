// SPDX-License-Identifier: Apache-2.0
// Live video: fragmented MP4 from the hub's WebSocket into Media Source Extensions.
import type { Problem } from "../api/types";
import { AppendQueue } from "./append_queue";
import { atFirstFrame } from "./first_frame";
import { LiveEdge } from "./live_edge";
import { LiveSocket, type StartMessage } from "./live_socket";
import { sourceClass } from "./what_it_plays";

/** Why the picture is less than it could be: the browser cannot play the large one and gets the small one, or gets it encoded
 * again; or the line loses much. */
export type Reduced = false | "browser" | "transcoded" | "line";

export type LiveStatus =
  | { kind: "connecting" }
  | { kind: "playing"; reduced: Reduced }
  /** Video was there and stopped; `sinceMs` on Date.now()'s clock. */
  | { kind: "stalled"; sinceMs: number }
  | { kind: "problem"; problem: Problem }
  /** This browser cannot play this video; show pictures instead. */
  | { kind: "unsupported"; mime: string };

export type Quality = "main" | "sub";

const stallAfterMs = 5000;
const watchEveryMs = 250;

/** Plays one camera in one <video>. Reconnects by itself until stopped. */
export class LivePlayer {
  private readonly socket: LiveSocket;
  private source: MediaSource | undefined;
  /** Of the stream that waits for the source to open. */
  private mime: string | undefined;
  private queue: AppendQueue | undefined;
  private early: Uint8Array[] = [];
  private edge = new LiveEdge(Date.now());
  private stopWaiting = (): void => {};
  private frames = { last: 0, seenAt: 0 };
  private status: LiveStatus = { kind: "connecting" };
  private objectUrl: string | undefined;
  private reduced: Reduced = false;
  private watchTimer: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly video: HTMLVideoElement,
    /** Names the stream and what this browser plays. */
    url: string,
    private readonly quality: Quality,
    private readonly onStatus: (status: LiveStatus) => void,
    /** This browser cannot play what comes; the player has stopped. */
    private readonly onUnplayable: (mime: string) => void,
  ) {
    this.socket = new LiveSocket(url, {
      onStart: (start) => this.begin(start),
      onFragment: (fragment) => this.take(fragment),
      onProblem: (problem) => this.tell({ kind: "problem", problem }),
      onLost: () => this.tell({ kind: "connecting" }),
    });
  }

  start(): void {
    this.video.muted = true;
    this.video.disableRemotePlayback = true;
    this.video.addEventListener("waiting", this.waited);
    this.video.addEventListener("error", this.reopen);
    this.watchTimer = setInterval(() => this.watch(), watchEveryMs);
    this.socket.connect();
    this.prepare();
  }

  stop(): void {
    clearInterval(this.watchTimer);
    this.video.removeEventListener("waiting", this.waited);
    this.video.removeEventListener("error", this.reopen);
    this.socket.stop();
    this.dropMedia();
  }

  private readonly waited = (): void => {
    if (this.status.kind === "playing") this.edge.stalled(Date.now());
  };

  private readonly reopen = (): void => this.socket.reopen();

  private take(fragment: Uint8Array): void {
    if (this.queue) this.queue.push(fragment);
    else this.early.push(fragment);
  }

  /** The browser opens a source while the hub still answers: together they take no longer than one of them. */
  private prepare(): MediaSource | undefined {
    const Source = sourceClass();
    if (!Source) return undefined;
    const source = new Source();
    this.source = source;
    this.objectUrl = URL.createObjectURL(source);
    this.video.src = this.objectUrl;
    source.addEventListener("sourceopen", () => this.mime && this.attach(source, this.mime));
    this.noticeFirstFrame();
    return source;
  }

  private begin({ mime, stream }: StartMessage): void {
    if (this.queue) this.dropMedia();
    this.early = [];
    if (!sourceClass()?.isTypeSupported(mime)) {
      this.stop();
      this.onUnplayable(mime);
      return;
    }
    this.reduced = this.quality === "sub" || stream === "main" ? false : stream === "sub" ? "browser" : "transcoded";
    const source = this.source ?? this.prepare();
    if (!source) return;
    this.mime = mime;
    if (source.readyState === "open") this.attach(source, mime);
  }

  private attach(source: MediaSource, mime: string): void {
    // The stream may have started anew before the browser was ready for the first start.
    if (source !== this.source) return;
    this.mime = undefined;
    const buffer = source.addSourceBuffer(mime);
    const queue = new AppendQueue(buffer, () => this.video.currentTime, this.reopen);
    this.queue = queue;
    // What comes first is shown as soon as it is there, not when the next look at the edge is due.
    buffer.addEventListener("updateend", () => this.status.kind !== "playing" && this.showWhatIsThere());
    for (const fragment of this.early.splice(0)) queue.push(fragment);
  }

  /** Four times a second: keep near the edge, notice frames, notice their absence. */
  private watch(): void {
    const nowMs = Date.now();
    this.stayAtTheEdge(nowMs);
    this.noticeFrames(nowMs);
  }

  /** First the key frame that the group begins with: up to the edge there may be seconds to decode. */
  private showWhatIsThere(): void {
    const { buffered } = this.video;
    if (this.frames.last > 0 || !this.video.requestVideoFrameCallback) this.goToTheEdge();
    else if (buffered.length > 0 && this.video.paused) {
      this.video.currentTime = buffered.start(buffered.length - 1);
      this.video.play().catch(() => {});
    }
  }

  /** At first from wherever the video would begin. */
  private goToTheEdge(): void {
    const { buffered } = this.video;
    if (buffered.length === 0) return;
    const last = buffered.length - 1;
    const edge = Math.max(buffered.start(last), buffered.end(last) - this.edge.target);
    if (this.video.currentTime < buffered.start(last) || buffered.end(last) - this.video.currentTime > this.edge.target + 0.3) this.video.currentTime = edge;
    if (this.video.paused) this.video.play().catch(() => {});
  }

  private stayAtTheEdge(nowMs: number): void {
    const { buffered } = this.video;
    if (buffered.length === 0) return;
    const last = buffered.length - 1;
    const view = { at: this.video.currentTime, bufferedStart: buffered.start(last), bufferedEnd: buffered.end(last) };
    const { rate, seekTo } = this.edge.steer(view, nowMs);
    if (seekTo !== undefined) this.video.currentTime = seekTo;
    if (this.video.playbackRate !== rate) this.video.playbackRate = rate;
    if (this.video.paused) this.video.play().catch(() => {});
  }

  /** The picture is shown with its first frame, not up to a quarter of a second later. */
  private noticeFirstFrame(): void {
    this.stopWaiting = atFirstFrame(this.video, () => {
      this.noticeFrames(Date.now());
      this.goToTheEdge();
    });
  }

  private noticeFrames(nowMs: number): void {
    const count = this.video.getVideoPlaybackQuality().totalVideoFrames;
    if (count !== this.frames.last) {
      this.frames = { last: count, seenAt: nowMs };
      if (count > 0) {
        this.socket.succeeded();
        this.tell({ kind: "playing", reduced: this.reduced });
      }
    } else if (this.status.kind === "playing" && nowMs - this.frames.seenAt > stallAfterMs) {
      this.tell({ kind: "stalled", sinceMs: this.frames.seenAt });
    }
  }

  private tell(status: LiveStatus): void {
    if (status.kind === this.status.kind && status.kind !== "problem") return;
    this.status = status;
    this.onStatus(status);
  }

  private dropMedia(): void {
    this.stopWaiting();
    this.queue?.close();
    this.queue = undefined;
    this.source = undefined;
    this.mime = undefined;
    this.early = [];
    this.frames.last = 0;
    if (this.objectUrl) URL.revokeObjectURL(this.objectUrl);
    this.objectUrl = undefined;
    if (this.video.hasAttribute("src")) {
      this.video.removeAttribute("src");
      this.video.load();
    }
  }
}
