// SPDX-License-Identifier: Apache-2.0
// WebRTC where it goes, else the same video over the hub's WebSocket.
import { socketUrl } from "../api/client";
import { LivePlayer, type LiveStatus, type Quality } from "./live_player";
import type { Voice, WhyNot } from "./whep_connection";
import { type PictureLine, WhepPlayer } from "./whep_player";

/** A way that was blocked is tried again after so long. */
const triedAgainAfterMs = 5 * 60_000;

/** When WebRTC last did not get through to this hub, whatever the camera. */
let blocked: { sinceMs: number; why: WhyNot } | undefined;

/** What is watched where WebRTC does not go. */
export interface Watched {
  camera: string;
  quality: Quality;
  hasSub: boolean;
}

export interface Watcher {
  onStatus: (status: LiveStatus) => void;
  /** The slower way is taken, and why. */
  onSlower?: (why: WhyNot) => void;
  /** Null when nothing can be heard or said (any more). */
  onVoice?: (voice: Voice | null) => void;
}

export class BestPlayer {
  private player: WhepPlayer | LivePlayer | undefined;

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly line: PictureLine,
    private readonly watched: Watched,
    private readonly watcher: Watcher,
  ) {}

  start(): void {
    if (blocked && Date.now() - blocked.sinceMs < triedAgainAfterMs) {
      this.goSlower(blocked.why);
      return;
    }
    const gaveUp = (why: WhyNot): void => {
      if (why.kind === "no_way" || why.kind === "no_webrtc") blocked = { sinceMs: Date.now(), why };
      this.goSlower(why);
    };
    const whep = new WhepPlayer(this.video, this.line, this.watcher.onStatus, gaveUp, this.watcher.onVoice);
    this.player = whep;
    whep.start();
  }

  stop(): void {
    this.player?.stop();
    this.player = undefined;
  }

  private goSlower(why: WhyNot): void {
    const { camera, quality, hasSub } = this.watched;
    this.watcher.onSlower?.(why);
    this.player = new LivePlayer(this.video, socketUrl(`/cameras/${camera}/live`), quality, hasSub, this.watcher.onStatus);
    this.player.start();
  }
}

/** For tests. */
export function forgetWhatWasBlocked(): void {
  blocked = undefined;
}
