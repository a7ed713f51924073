// SPDX-License-Identifier: Apache-2.0
// WebRTC where it goes, else the same video over the hub's WebSocket, else as HLS, else single pictures.
import { hlsUrl, socketUrl } from "../api/client";
import { LivePlayer, type LiveStatus, type Quality } from "./live_player";
import { relayInUse, turnToRelay } from "./relay";
import { VoiceBeside } from "./voice_beside";
import { playsH265, playsHls, sourceClass } from "./what_it_plays";
import type { Voice, WhyNot } from "./whep_connection";
import { type PictureLine, WhepPlayer } from "./whep_player";

/** A way that was blocked is tried again after so long. */
const triedAgainAfterMs = 5 * 60_000;

/** When WebRTC last did not get through to this hub, whatever the camera. */
let blocked: { sinceMs: number; why: WhyNot } | undefined;

export type Way = "webrtc" | "relay" | "websocket" | "hls" | "pictures";

/** WebRTC goes to this hub, only not with this picture. */
const isTheWayThere = ({ kind }: WhyNot): boolean => kind === "h265" || kind === "no_picture";

/** What is watched where WebRTC does not go. */
export interface Watched {
  camera: string;
  quality: Quality;
}

export interface Watcher {
  onStatus: (status: LiveStatus) => void;
  /** Another way than the best one is taken, and why. */
  onSlower?: (why: WhyNot, way: Way) => void;
  /** Null when nothing can be heard or said (any more). */
  onVoice?: (voice: Voice | null) => void;
}

interface Player {
  start: () => void;
  stop: () => void;
}

export class BestPlayer {
  private player: Player | undefined;
  private voice: VoiceBeside | undefined;
  private stopped = false;

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly line: PictureLine,
    private readonly watched: Watched,
    private readonly watcher: Watcher,
  ) {}

  start(): void {
    if (blocked && Date.now() - blocked.sinceMs < triedAgainAfterMs) this.goSlower(blocked.why);
    else this.goDirect();
  }

  stop(): void {
    this.stopped = true;
    this.player?.stop();
    this.player = undefined;
    this.voice?.stop();
  }

  private goDirect(): void {
    const gaveUp = (why: WhyNot): void => {
      if (why.kind === "no_way" && turnToRelay()) {
        this.goDirect();
        return;
      }
      if (why.kind === "no_way" || why.kind === "no_webrtc") blocked = { sinceMs: Date.now(), why };
      this.goSlower(why);
    };
    if (relayInUse().length > 0) this.watcher.onSlower?.({ kind: "no_way" }, "relay");
    this.play(new WhepPlayer(this.video, this.line, this.watcher.onStatus, gaveUp, this.watcher.onVoice));
  }

  private goSlower(why: WhyNot): void {
    const { camera, quality } = this.watched;
    const { onVoice } = this.watcher;
    if (onVoice) this.voice = new VoiceBeside(camera, isTheWayThere(why), onVoice);
    if (!sourceClass()) {
      this.goHls(why);
      return;
    }
    this.watcher.onSlower?.(why, "websocket");
    const url = socketUrl(`/cameras/${camera}/live`, { quality, h265: playsH265() });
    this.play(new LivePlayer(this.video, url, quality, this.tell, (mime) => this.goHls(why, mime)));
  }

  /** Few browsers come here, so it is fetched when one does. */
  private goHls(why: WhyNot, mime = ""): void {
    const { camera, quality } = this.watched;
    const toPictures = (): void => {
      this.watcher.onSlower?.(why, "pictures");
      this.tell({ kind: "unsupported", mime });
    };
    if (!playsHls()) {
      toPictures();
      return;
    }
    this.watcher.onSlower?.(why, "hls");
    import("./hls_player")
      .then(({ HlsPlayer }) => {
        const url = hlsUrl(camera, { quality, h265: playsH265() });
        if (!this.stopped) this.play(new HlsPlayer(this.video, url, this.tell, toPictures));
      })
      .catch(toPictures);
  }

  private readonly tell = (status: LiveStatus): void => {
    this.voice?.follow(status);
    this.watcher.onStatus(status);
  };

  private play(player: Player): void {
    this.player = player;
    player.start();
  }
}

/** For tests. */
export function forgetWhatWasBlocked(): void {
  blocked = undefined;
}
