// SPDX-License-Identifier: Apache-2.0
// A WebRTC connection to the hub: one offer by WHEP, one answer, and everything over it.

import { words } from "../strings";
import { type Hear, hearTrack } from "./hearing";
import { learnRelay, relayInUse } from "./relay";

/** Why pictures do not come this way. `said` is the hub's sentence; `no_picture`: the way is there, and nothing comes. */
export type WhyNot =
  | { kind: "no_webrtc" }
  | { kind: "no_way" }
  | { kind: "no_picture" }
  /** Switched off in the hub, or its port is taken. */
  | { kind: "webrtc_off" }
  /** H.265, which this browser plays, but not this way. */
  | { kind: "h265" }
  | { kind: "viewer_limit" }
  | { kind: "refused"; said: string };

/** What of a camera the hub sends. */
export type SentStream = "main" | "sub" | "transcoded";

/** What can be heard of a camera, and said through it. */
export interface Voice {
  /** Null: it has no sound. */
  hear: Hear | null;
  /** Null: this way nobody can be heard through it. */
  talk: Talk | null;
}

export interface Talk {
  /** What the microphone takes is heard through the camera; throws a sentence when it cannot be. */
  speak: (microphone: MediaStreamTrack) => Promise<void>;
  /** Throws a sentence when the camera does not hear it any more. */
  goOn: () => Promise<void>;
  /** Throws a sentence when not all of it was heard. */
  fallSilent: () => Promise<void>;
}

export interface Tracks {
  /** In the order of the cameras that were asked for. */
  pictures: MediaStreamTrack[];
  /** For each of them what it is of its camera. */
  streams: SentStream[];
  /** Null: none was asked for. */
  voice: Voice | null;
}

export interface Wanted {
  /** Of the cameras, e.g. `/whep/v1/cameras/7?quality=main`. */
  url: string;
  pictures: number;
  /** Sound, and a microphone's way back. */
  voice: boolean;
  /** Of a picture that comes another way, and later: the sound waits for it. */
  pictureBehindS?: number;
}

interface Refusal {
  code?: string;
  sentence: string;
  fault?: string;
}

async function refusalOf(answer: Response): Promise<Refusal> {
  try {
    return ((await answer.json()) as { error: Refusal }).error;
  } catch {
    return { sentence: `${answer.status}` };
  }
}

function whyNot({ code, sentence, fault }: Refusal): WhyNot {
  if (fault === "live.webrtc_off") return { kind: "webrtc_off" };
  if (fault === "live.h265") return { kind: "h265" };
  return code === "exhausted" ? { kind: "viewer_limit" } : { kind: "refused", said: sentence };
}

function holdBack(receiver: RTCRtpReceiver, seconds: number): void {
  (receiver as { jitterBufferTarget?: number | null }).jitterBufferTarget = 1000 * seconds;
}

export class WhepConnection {
  private connection: RTCPeerConnection | undefined;
  private watching: string | undefined;
  private streams: SentStream[] = [];
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
    const connection = new RTCPeerConnection({ bundlePolicy: "max-bundle", iceServers: relayInUse() });
    this.connection = connection;
    const pictures = Array.from({ length: this.wanted.pictures }, () => connection.addTransceiver("video", { direction: "recvonly" }));
    const voice = this.wanted.voice ? connection.addTransceiver("audio", { direction: "sendrecv" }) : undefined;
    // Live means now: no waiting for smoothness beyond what was lost on the way.
    for (const { receiver } of pictures) holdBack(receiver, 0);
    if (voice && this.wanted.pictureBehindS) holdBack(voice.receiver, this.wanted.pictureBehindS);
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
      streams: this.streams,
      voice: voice ? this.voiceOver(voice) : null,
    });
  }

  private voiceOver({ currentDirection, receiver, sender }: RTCRtpTransceiver): Voice {
    const hears = currentDirection === "sendrecv" || currentDirection === "recvonly";
    const talk: Talk = {
      speak: async (microphone) => {
        await this.tellTalk("POST");
        await sender.replaceTrack(microphone);
      },
      goOn: () => this.tellTalk("GET"),
      fallSilent: async () => {
        await sender.replaceTrack(null).catch(() => {});
        await this.tellTalk("DELETE");
      },
    };
    return { hear: hears ? hearTrack(receiver.track) : null, talk };
  }

  private async tellTalk(method: "POST" | "GET" | "DELETE"): Promise<void> {
    if (!this.watching) return;
    const asking = fetch(`${this.watching}/talk`, { method, keepalive: method === "DELETE" });
    const answer = await asking.catch(() => Promise.reject(new Error(words.errors.unreachable)));
    if (!answer.ok) throw new Error((await refusalOf(answer)).sentence);
  }

  /** The hub's answer; null when it is a no, or nobody waits for it any more. */
  private async ask(offer: string): Promise<string | null> {
    // The hub learns this browser's addresses from its checks, so nobody waits for them.
    const answer = await fetch(this.wanted.url, { method: "POST", headers: { "Content-Type": "application/sdp" }, body: offer });
    if (!answer.ok) {
      this.giveUp(whyNot(await refusalOf(answer)));
      return null;
    }
    this.watching = answer.headers.get("Location") ?? undefined;
    this.streams = (answer.headers.get("Porchlight-Stream") ?? "").split(",") as SentStream[];
    learnRelay(answer.headers.get("Link"));
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
