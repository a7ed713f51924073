// SPDX-License-Identifier: Apache-2.0
// Hearing a camera, whichever way its sound comes.
import { socketUrl } from "../api/client";
import type { SoundPlayer } from "./sound_player";

/** Plays until what it returns is called; says once when this browser does not let it. */
export type Hear = (onFailed: () => void) => () => void;

/** Over WebRTC. */
export function hearTrack(track: MediaStreamTrack): Hear {
  return (onFailed) => {
    const audio = new Audio();
    audio.srcObject = new MediaStream([track]);
    audio.play().catch(onFailed);
    return () => {
      audio.pause();
      audio.srcObject = null;
    };
  };
}

/** Over the hub's WebSocket. Few come here, so its player is fetched when one does. */
export function hearSocket(camera: string): Hear {
  return (onFailed) => {
    let player: SoundPlayer | undefined;
    let over = false;
    import("./sound_player")
      .then(({ SoundPlayer }) => {
        if (over) return;
        player = new SoundPlayer(socketUrl(`/cameras/${camera}/sound`, {}), onFailed);
        player.start();
      })
      .catch(onFailed);
    return () => {
      over = true;
      player?.stop();
    };
  };
}
