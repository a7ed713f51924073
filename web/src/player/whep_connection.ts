// SPDX-License-Identifier: Apache-2.0
// A WebRTC connection to the hub: one offer by WHEP, one answer, and everything over it.

/** Why pictures do not come this way. `said` is the hub's sentence; `no_picture`: the way is there, and nothing comes. */
export type WhyNot = { kind: "no_webrtc" } | { kind: "refused"; said: string } | { kind: "no_way" } | { kind: "no_picture" };

/** What can be heard of a camera, and said through it. */
export interface Voice {
  /** Null: it has no sound. */
  sound: MediaStreamTrack | null;
  /** What the microphone takes is heard through the camera; throws a sentence when it cannot be. */
  speak: (microphone: MediaStreamTrack) => Promise<void>;
  /** Throws a sentence when not all of it was heard. */
  fallSilent: () => Promise<void>;
}

export interface Tracks {
  /** In the order of the cameras that were asked for. */
  pictures: MediaStreamTrack[];
  /** Null: none was asked for. */
  voice: Voice | null;
}

export interface Wanted {
  /** Of the cameras, e.g. `/whep/v1/cameras/7?quality=main`. */
  url: string;
  pictures: number;
  /** Sound, and a microphone's way back. */
  voice: boolean;
}

async function refusalOf(answer: Response): Promise<string> {
  try {
    return ((await answer.json()) as { error: { sentence: string } }).error.sentence;
  } catch {
    return `${answer.status}`;
  }
}

export class WhepConnection {
  private connection: RTCPeerConnection | undefined;
  private watching: string | undefined;
  private stopped = false;

  constructor(
    private readonly wanted: Wanted,
    private readonly onTracks: (tracks: Tracks) => void,
    /** Once; the connection is over then. */
    private readonly onGiveUp: (why: WhyNot) => void,
  ) {}

  start(): void {
    if (typeof RTCPeerConnection === "undefined") this.giveUp({ kind: "no_webrtc" });
    else this.connect().catch(() => this.giveUp({ kind: "no_way" }));
  }

  stop(): void {
    this.stopped = true;
    this.connection?.close();
    this.connection = undefined;
    if (this.watching) fetch(this.watching, { method: "DELETE", keepalive: true }).catch(() => {});
    this.watching = undefined;
  }

  /** A way to the hub was found. */
  get isConnected(): boolean {
    return this.connection?.connectionState === "connected";
  }

  private async connect(): Promise<void> {
    const connection = new RTCPeerConnection({ bundlePolicy: "max-bundle" });
    this.connection = connection;
    const pictures = Array.from({ length: this.wanted.pictures }, () => connection.addTransceiver("video", { direction: "recvonly" }));
    const voice = this.wanted.voice ? connection.addTransceiver("audio", { direction: "sendrecv" }) : undefined;
    // Live means now: no waiting for smoothness beyond what was lost on the way.
    for (const { receiver } of pictures) (receiver as { jitterBufferTarget?: number | null }).jitterBufferTarget = 0;
    connection.addEventListener("connectionstatechange", () => {
      if (connection.connectionState === "failed") this.giveUp({ kind: "no_way" });
    });
    await connection.setLocalDescription();
    const sdp = await this.ask(connection.localDescription?.sdp ?? "");
    if (sdp === null) return;
    await connection.setRemoteDescription({ type: "answer", sdp });
    if (this.stopped) return;
    this.onTracks({
      pictures: pictures.map(({ receiver }) => receiver.track),
      voice: voice ? this.voiceOver(voice) : null,
    });
  }

  private voiceOver({ currentDirection, receiver, sender }: RTCRtpTransceiver): Voice {
    return {
      sound: currentDirection === "sendrecv" || currentDirection === "recvonly" ? receiver.track : null,
      speak: async (microphone) => {
        await this.tellTalk("POST");
        await sender.replaceTrack(microphone);
      },
      fallSilent: async () => {
        await sender.replaceTrack(null).catch(() => {});
        await this.tellTalk("DELETE");
      },
    };
  }

  private async tellTalk(method: "POST" | "DELETE"): Promise<void> {
    if (!this.watching) return;
    const answer = await fetch(`${this.watching}/talk`, { method, keepalive: method === "DELETE" });
    if (!answer.ok) throw new Error(await refusalOf(answer));
  }

  /** The hub's answer; null when it is a no, or nobody waits for it any more. */
  private async ask(offer: string): Promise<string | null> {
    // The hub learns this browser's addresses from its checks, so nobody waits for them.
    const answer = await fetch(this.wanted.url, { method: "POST", headers: { "Content-Type": "application/sdp" }, body: offer });
    if (!answer.ok) {
      this.giveUp({ kind: "refused", said: await refusalOf(answer) });
      return null;
    }
    this.watching = answer.headers.get("Location") ?? undefined;
    const sdp = await answer.text();
    if (!this.stopped) return sdp;
    this.stop();
    return null;
  }

  private giveUp(why: WhyNot): void {
    if (this.stopped) return;
    this.stop();
    this.onGiveUp(why);
  }
}
