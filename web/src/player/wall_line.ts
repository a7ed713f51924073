// SPDX-License-Identifier: Apache-2.0
// The pictures of a wall come over one connection, not over one each.
import { whepUrl } from "../api/client";
import type { PictureLine, Taker } from "./whep_player";
import { WhepConnection } from "./whep_connection";

/** As many as one offer may ask for. */
export const mostPictures = 16;
/** Tiles of one page ask in one go. */
const gatheredForMs = 20;

class WallLine {
  private readonly takers = new Map<Taker, string>();
  private cameras: string[] = [];
  private pictures: MediaStreamTrack[] = [];
  private connection: WhepConnection | undefined;
  private coming: WhepConnection | undefined;
  private gathering: ReturnType<typeof setTimeout> | undefined;

  /** Its camera is here, or there is room for one more. */
  canTake(camera: string): boolean {
    const wanted = new Set(this.takers.values());
    return wanted.has(camera) || wanted.size < mostPictures;
  }

  get isConnected(): boolean {
    return this.connection?.isConnected ?? false;
  }

  get isEmpty(): boolean {
    return this.takers.size === 0;
  }

  add(camera: string, taker: Taker): void {
    this.takers.set(taker, camera);
    const picture = this.pictures[this.cameras.indexOf(camera)];
    if (picture) taker.onPicture(picture, null);
    else this.gathering ??= setTimeout(() => this.connect(), gatheredForMs);
  }

  remove(taker: Taker): void {
    this.takers.delete(taker);
    if (!this.isEmpty) return;
    clearTimeout(this.gathering);
    this.coming?.stop();
    this.connection?.stop();
  }

  /** Another camera makes a new connection; the one before plays until it is there. */
  private connect(): void {
    this.gathering = undefined;
    const cameras = [...new Set(this.takers.values())];
    this.coming?.stop();
    const coming: WhepConnection = new WhepConnection(
      { url: whepUrl("/wall", { cameras: cameras.join(","), quality: "sub" }), pictures: cameras.length, voice: false },
      ({ pictures }) => {
        this.connection?.stop();
        Object.assign(this, { connection: coming, coming: undefined, cameras, pictures });
        for (const [taker, camera] of this.takers) {
          const picture = pictures[cameras.indexOf(camera)];
          if (picture) taker.onPicture(picture, null);
        }
      },
      (why) => {
        if (coming !== this.coming && coming !== this.connection) return;
        this.connection?.stop();
        Object.assign(this, { connection: undefined, coming: undefined, cameras: [], pictures: [] });
        for (const taker of this.takers.keys()) taker.onGiveUp(why);
      },
    );
    this.coming = coming;
    coming.start();
  }
}

let lines: WallLine[] = [];

/** The camera's small picture, over the connection that all tiles share. */
export function wallPicture(camera: string): PictureLine {
  let line: WallLine | undefined;
  let mine: Taker | undefined;
  return {
    start(taker) {
      line = lines.find((one) => one.canTake(camera));
      if (!line) {
        line = new WallLine();
        lines.push(line);
      }
      mine = taker;
      line.add(camera, taker);
    },
    stop() {
      if (mine) line?.remove(mine);
      mine = undefined;
      lines = lines.filter((one) => !one.isEmpty);
    },
    isConnected: () => line?.isConnected ?? false,
  };
}
