// SPDX-License-Identifier: Apache-2.0
// WebRTC where it goes, else the same video over the hub's WebSocket.
import { apiRoot, socketUrl } from "../api/client";
import { LivePlayer, type LiveStatus, type Quality } from "./live_player";
import { type WhyNot, WhepPlayer } from "./whep_player";

/** A way that was blocked is tried again after so long. */
const triedAgainAfterMs = 5 * 60_000;

/** When WebRTC last did not get through to this hub, whatever the camera. */
let blocked: { sinceMs: number; why: WhyNot } | undefined;

export interface Watched {
  camera: string;
  quality: Quality;
  hasSub: boolean;
}

export class BestPlayer {
  private player: WhepPlayer | LivePlayer | undefined;

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly watched: Watched,
    private readonly onStatus: (status: LiveStatus) => void,
    /** The slower way is taken, and why. */
    private readonly onSlower: (why: WhyNot) => void = () => {},
  ) {}

  start(): void {
    if (blocked && Date.now() - blocked.sinceMs < triedAgainAfterMs) {
      this.goSlower(blocked.why);
      return;
    }
    const { camera, quality } = this.watched;
    const url = `${apiRoot.replace("/api/", "/whep/")}/cameras/${encodeURIComponent(camera)}?quality=${quality}`;
    const whep = new WhepPlayer(this.video, url, this.onStatus, (why) => {
      if (why.kind !== "refused") blocked = { sinceMs: Date.now(), why };
      this.goSlower(why);
    });
    this.player = whep;
    whep.start();
  }

  stop(): void {
    this.player?.stop();
    this.player = undefined;
  }

  private goSlower(why: WhyNot): void {
    const { camera, quality, hasSub } = this.watched;
    this.onSlower(why);
    this.player = new LivePlayer(this.video, socketUrl(`/cameras/${camera}/live`), quality, hasSub, this.onStatus);
    this.player.start();
  }
}

/** For tests. */
export function forgetWhatWasBlocked(): void {
  blocked = undefined;
}
