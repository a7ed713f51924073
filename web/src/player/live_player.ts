// SPDX-License-Identifier: Apache-2.0
// Live video: fragmented MP4 from the hub's WebSocket into Media Source Extensions.
import type { Problem } from "../api/types";
import { backoffMs } from "../state/backoff";
import { AppendQueue } from "./append_queue";
import { LiveEdge } from "./live_edge";

export type LiveStatus =
  | { kind: "connecting" }
  /** `reduced`: the small stream, because this browser cannot play the large one, or the line loses too much of it. */
  | { kind: "playing"; reduced: false | "browser" | "line" }
  /** Video was there and stopped; `sinceMs` on Date.now()'s clock. */
  | { kind: "stalled"; sinceMs: number }
  | { kind: "problem"; problem: Problem }
  /** This browser cannot play this video; show pictures instead. */
  | { kind: "unsupported"; mime: string };

export type Quality = "main" | "sub";

type StartMessage = { type: "start"; mime: string; width: number; height: number };
type ServerMessage = StartMessage | { type: "problem"; problem: Problem };

type SourceClass = typeof MediaSource;
const managed = (globalThis as { ManagedMediaSource?: SourceClass }).ManagedMediaSource;
const Source: SourceClass | undefined = managed ?? globalThis.MediaSource;

const stallAfterMs = 5000;
const watchEveryMs = 250;

/** Plays one camera in one <video>. Reconnects by itself until stopped. */
export class LivePlayer {
  private socket: WebSocket | undefined;
  private source: MediaSource | undefined;
  private queue: AppendQueue | undefined;
  private early: Uint8Array[] = [];
  private edge = new LiveEdge(Date.now());
  private attempt = 0;
  private frames = { last: 0, seenAt: 0 };
  private status: LiveStatus = { kind: "connecting" };
  private objectUrl: string | undefined;
  private reduced: false | "browser" = false;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private watchTimer: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly url: string,
    private quality: Quality,
    /** The camera has a small stream that may be tried when the large one cannot be played. */
    private readonly hasSub: boolean,
    private readonly onStatus: (status: LiveStatus) => void,
  ) {}

  start(): void {
    this.video.muted = true;
    this.video.disableRemotePlayback = true;
    this.video.addEventListener("waiting", this.waited);
    this.video.addEventListener("error", this.reopen);
    this.watchTimer = setInterval(() => this.watch(), watchEveryMs);
    this.connect();
  }

  stop(): void {
    clearTimeout(this.retryTimer);
    clearInterval(this.watchTimer);
    this.video.removeEventListener("waiting", this.waited);
    this.video.removeEventListener("error", this.reopen);
    this.dropSocket();
    this.dropMedia();
  }

  choose(quality: Quality): void {
    if (quality === this.quality) return;
    this.quality = quality;
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify({ quality }));
  }

  private readonly waited = (): void => {
    if (this.status.kind === "playing") this.edge.stalled(Date.now());
  };

  private readonly reopen = (): void => {
    this.dropSocket();
    this.tell({ kind: "connecting" });
    clearTimeout(this.retryTimer);
    this.retryTimer = setTimeout(() => this.connect(), backoffMs(this.attempt++, Math.random, 500, 15_000));
  };

  private connect(): void {
    const socket = new WebSocket(this.url);
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    socket.addEventListener("open", () => socket.send(JSON.stringify({ quality: this.quality })));
    socket.addEventListener("message", ({ data }) => this.heard(data as string | ArrayBuffer));
    socket.addEventListener("close", () => {
      if (socket === this.socket) this.reopen();
    });
  }

  private heard(data: string | ArrayBuffer): void {
    if (typeof data !== "string") {
      const fragment = new Uint8Array(data);
      if (this.queue) this.queue.push(fragment);
      else this.early.push(fragment);
      return;
    }
    const message = JSON.parse(data) as ServerMessage;
    if (message.type === "start") this.begin(message);
    else if (message.type === "problem") this.tell({ kind: "problem", problem: message.problem });
  }

  private begin(message: StartMessage): void {
    this.dropMedia();
    if (!Source?.isTypeSupported(message.mime)) {
      this.refuse(message.mime);
      return;
    }
    const source = new Source();
    this.source = source;
    source.addEventListener("sourceopen", () => this.attach(source, message.mime), { once: true });
    this.objectUrl = URL.createObjectURL(source);
    this.video.src = this.objectUrl;
  }

  private refuse(mime: string): void {
    if (Source && this.hasSub && this.quality === "main") {
      this.reduced = "browser";
      this.choose("sub");
      return;
    }
    this.stop();
    this.tell({ kind: "unsupported", mime });
  }

  private attach(source: MediaSource, mime: string): void {
    // The stream may have started anew before the browser was ready for the first start.
    if (source !== this.source) return;
    const buffer = source.addSourceBuffer(mime);
    const queue = new AppendQueue(buffer, () => this.video.currentTime, this.reopen);
    this.queue = queue;
    for (const fragment of this.early.splice(0)) queue.push(fragment);
  }

  /** Four times a second: keep near the edge, notice frames, notice their absence. */
  private watch(): void {
    const { buffered } = this.video;
    const nowMs = Date.now();
    if (buffered.length > 0) {
      const last = buffered.length - 1;
      const view = { at: this.video.currentTime, bufferedStart: buffered.start(last), bufferedEnd: buffered.end(last) };
      const { rate, seekTo } = this.edge.steer(view, nowMs);
      if (seekTo !== undefined) this.video.currentTime = seekTo;
      if (this.video.playbackRate !== rate) this.video.playbackRate = rate;
      if (this.video.paused) this.video.play().catch(() => {});
    }
    this.noticeFrames(nowMs);
  }

  private noticeFrames(nowMs: number): void {
    const count = this.video.getVideoPlaybackQuality().totalVideoFrames;
    if (count !== this.frames.last) {
      this.frames = { last: count, seenAt: nowMs };
      if (count > 0) {
        this.attempt = 0;
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

  private dropSocket(): void {
    const socket = this.socket;
    this.socket = undefined;
    socket?.close();
  }

  private dropMedia(): void {
    this.queue?.close();
    this.queue = undefined;
    this.source = undefined;
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
