// SPDX-License-Identifier: Apache-2.0
// Live video over WebRTC: one offer by WHEP, one answer, and pictures with hardly any delay.
import type { LiveStatus } from "./live_player";

/** Why pictures do not come this way. `said` is the hub's sentence. */
export type WhyNot = { kind: "no_webrtc" } | { kind: "refused"; said: string } | { kind: "no_way" };

const patienceMs = 3000;
const stallAfterMs = 5000;
const watchEveryMs = 100;

async function refusalOf(answer: Response): Promise<string> {
  try {
    return ((await answer.json()) as { error: { sentence: string } }).error.sentence;
  } catch {
    return `${answer.status}`;
  }
}

/** Plays one camera in one <video>, or says once why it cannot and is over. */
export class WhepPlayer {
  private connection: RTCPeerConnection | undefined;
  private watching: string | undefined;
  private timer: ReturnType<typeof setInterval> | undefined;
  private frames = { last: 0, seenAt: 0 };
  private status: LiveStatus["kind"] = "connecting";
  private stopped = false;

  constructor(
    private readonly video: HTMLVideoElement,
    /** Of the camera and stream, e.g. `/whep/v1/cameras/7?quality=main`. */
    private readonly url: string,
    private readonly onStatus: (status: LiveStatus) => void,
    private readonly onGiveUp: (why: WhyNot) => void,
  ) {}

  start(): void {
    if (typeof RTCPeerConnection === "undefined") {
      this.giveUp({ kind: "no_webrtc" });
      return;
    }
    this.video.muted = true;
    this.video.disableRemotePlayback = true;
    this.frames.seenAt = Date.now();
    this.timer = setInterval(() => this.watch(), watchEveryMs);
    this.connect().catch(() => this.giveUp({ kind: "no_way" }));
  }

  stop(): void {
    this.stopped = true;
    clearInterval(this.timer);
    this.connection?.close();
    this.connection = undefined;
    if (this.watching) fetch(this.watching, { method: "DELETE", keepalive: true }).catch(() => {});
    this.watching = undefined;
    this.video.srcObject = null;
  }

  private async connect(): Promise<void> {
    const connection = new RTCPeerConnection({ bundlePolicy: "max-bundle" });
    this.connection = connection;
    const { receiver } = connection.addTransceiver("video", { direction: "recvonly" });
    // Live means now: no waiting for smoothness beyond what was lost on the way.
    (receiver as { jitterBufferTarget?: number | null }).jitterBufferTarget = 0;
    connection.addEventListener("track", ({ track }) => {
      this.video.srcObject = new MediaStream([track]);
      this.video.play().catch(() => {});
    });
    connection.addEventListener("connectionstatechange", () => {
      if (connection.connectionState === "failed") this.giveUp({ kind: "no_way" });
    });
    await connection.setLocalDescription();
    // The hub learns this browser's addresses from its checks, so nobody waits for them.
    const answer = await fetch(this.url, {
      method: "POST",
      headers: { "Content-Type": "application/sdp" },
      body: connection.localDescription?.sdp ?? "",
    });
    if (!answer.ok) {
      this.giveUp({ kind: "refused", said: await refusalOf(answer) });
      return;
    }
    this.watching = answer.headers.get("Location") ?? undefined;
    const sdp = await answer.text();
    if (this.stopped) this.stop();
    else await connection.setRemoteDescription({ type: "answer", sdp });
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
      if (count > 0) this.tell({ kind: "playing", reduced: false });
    } else if (this.status === "connecting" && nowMs - this.frames.seenAt > patienceMs) {
      this.giveUp({ kind: "no_way" });
    } else if (this.status === "playing" && nowMs - this.frames.seenAt > stallAfterMs) {
      this.tell({ kind: "stalled", sinceMs: this.frames.seenAt });
    }
  }

  private tell(status: LiveStatus): void {
    if (status.kind === this.status) return;
    this.status = status.kind;
    this.onStatus(status);
  }

  private giveUp(why: WhyNot): void {
    if (this.stopped) return;
    this.stop();
    this.onGiveUp(why);
  }
}
