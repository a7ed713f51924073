// SPDX-License-Identifier: Apache-2.0
// Live sound: AAC in fragmented MP4 from the hub's WebSocket into Media Source Extensions.
import { AppendQueue } from "./append_queue";
import { LiveEdge } from "./live_edge";
import { LiveSocket } from "./live_socket";
import { sourceClass } from "./what_it_plays";

const watchEveryMs = 250;

/** Plays one camera's sound until it is stopped. It begins once it has as much as a picture over the WebSocket is behind. */
export class SoundPlayer {
  private readonly audio = new Audio();
  private readonly edge = new LiveEdge(Date.now());
  private readonly socket: LiveSocket;
  private queue: AppendQueue | undefined;
  private early: Uint8Array[] = [];
  private objectUrl: string | undefined;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(
    url: string,
    /** This browser does not let it be heard. */
    private readonly onFailed: () => void,
  ) {
    this.socket = new LiveSocket(url, { onStart: ({ mime }) => this.begin(mime), onFragment: (fragment) => this.take(fragment) });
  }

  start(): void {
    this.audio.disableRemotePlayback = true;
    this.audio.addEventListener("waiting", this.waited);
    this.audio.addEventListener("error", this.reopen);
    this.timer = setInterval(() => this.stayAtTheEdge(), watchEveryMs);
    this.socket.connect();
  }

  stop(): void {
    clearInterval(this.timer);
    this.audio.removeEventListener("waiting", this.waited);
    this.audio.removeEventListener("error", this.reopen);
    this.socket.stop();
    this.drop();
  }

  private readonly waited = (): void => this.edge.stalled(Date.now());
  private readonly reopen = (): void => this.socket.reopen();

  private begin(mime: string): void {
    this.drop();
    const Source = sourceClass();
    if (!Source?.isTypeSupported(mime)) {
      this.onFailed();
      return;
    }
    const source = new Source();
    const url = URL.createObjectURL(source);
    this.objectUrl = url;
    this.audio.src = url;
    source.addEventListener("sourceopen", () => url === this.objectUrl && this.attach(source, mime));
  }

  private attach(source: MediaSource, mime: string): void {
    const queue = new AppendQueue(source.addSourceBuffer(mime), () => this.audio.currentTime, this.reopen);
    this.queue = queue;
    for (const fragment of this.early.splice(0)) queue.push(fragment);
  }

  private take(fragment: Uint8Array): void {
    if (this.queue) this.queue.push(fragment);
    else this.early.push(fragment);
  }

  private stayAtTheEdge(): void {
    const { buffered, paused } = this.audio;
    if (buffered.length === 0) return;
    const last = buffered.length - 1;
    const view = { at: this.audio.currentTime, bufferedStart: buffered.start(last), bufferedEnd: buffered.end(last) };
    if (paused && view.bufferedEnd - view.bufferedStart < this.edge.target) return;
    const { rate, seekTo } = this.edge.steer(view, Date.now());
    if (seekTo !== undefined) this.audio.currentTime = seekTo;
    if (this.audio.playbackRate !== rate) this.audio.playbackRate = rate;
    if (!paused) return;
    this.socket.succeeded();
    this.audio.play().catch(this.onFailed);
  }

  private drop(): void {
    this.queue?.close();
    this.queue = undefined;
    this.early = [];
    if (!this.objectUrl) return;
    URL.revokeObjectURL(this.objectUrl);
    this.objectUrl = undefined;
    this.audio.removeAttribute("src");
    this.audio.load();
  }
}
