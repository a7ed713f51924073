// SPDX-License-Identifier: Apache-2.0
// Hearing a camera, and speaking through it, while its picture comes another way than WebRTC.
import { whepUrl } from "../api/client";
import { hearSocket } from "./hearing";
import { shortestTargetS } from "./live_edge";
import type { LiveStatus } from "./live_player";
import { sourceClass } from "./what_it_plays";
import { type Voice, WhepConnection } from "./whep_connection";

/** A connection for sound alone where WebRTC goes, else the sound over the WebSocket. It comes and goes with the picture. */
export class VoiceBeside {
  private connection: WhepConnection | undefined;
  private isOn = false;

  constructor(
    private readonly camera: string,
    /** WebRTC goes to this hub, only not with this picture. */
    private readonly isTheWayThere: boolean,
    /** Null when nothing can be heard or said any more. */
    private readonly onVoice: (voice: Voice | null) => void,
  ) {}

  /** The picture is so now. */
  follow({ kind }: LiveStatus): void {
    if (kind === "playing" || kind === "unsupported") this.start();
    else if (kind === "connecting") this.stop();
  }

  stop(): void {
    if (!this.isOn) return;
    this.isOn = false;
    this.connection?.stop();
    this.connection = undefined;
    this.onVoice(null);
  }

  private start(): void {
    if (this.isOn) return;
    this.isOn = true;
    if (!this.isTheWayThere) {
      this.onlyHear();
      return;
    }
    const wanted = { url: whepUrl(`/cameras/${encodeURIComponent(this.camera)}`, {}), pictures: 0, voice: true, pictureBehindS: shortestTargetS };
    this.connection = new WhepConnection(wanted, ({ voice }) => this.onVoice(voice), () => this.onlyHear());
    this.connection.start();
  }

  private onlyHear(): void {
    this.onVoice(sourceClass() ? { hear: hearSocket(this.camera), talk: null } : null);
  }
}
