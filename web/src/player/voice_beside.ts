// SPDX-License-Identifier: Apache-2.0
// Hearing a camera, and speaking through it, while its picture comes another way than WebRTC.
import { whepUrl } from "../api/client";
import { shortestTargetS } from "./live_edge";
import type { LiveStatus } from "./live_player";
import { type Voice, WhepConnection } from "./whep_connection";

/** A connection for sound alone. It comes and goes with the picture; where it fails, nothing can be heard. */
export class VoiceBeside {
  private connection: WhepConnection | undefined;

  constructor(
    private readonly camera: string,
    /** Null when nothing can be heard or said any more. */
    private readonly onVoice: (voice: Voice | null) => void,
  ) {}

  /** The picture is so now. */
  follow({ kind }: LiveStatus): void {
    if (kind === "playing" || kind === "unsupported") this.start();
    else if (kind === "connecting") this.stop();
  }

  stop(): void {
    if (!this.connection) return;
    this.connection.stop();
    this.connection = undefined;
    this.onVoice(null);
  }

  private start(): void {
    if (this.connection) return;
    const wanted = { url: whepUrl(`/cameras/${encodeURIComponent(this.camera)}`, {}), pictures: 0, voice: true, pictureBehindS: shortestTargetS };
    this.connection = new WhepConnection(wanted, ({ voice }) => this.onVoice(voice), () => this.stop());
    this.connection.start();
  }
}
