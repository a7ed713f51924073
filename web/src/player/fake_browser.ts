// SPDX-License-Identifier: Apache-2.0
// A browser for tests of the players: its connections, sockets and frames are said, not made.
import { afterEach, beforeEach, vi } from "vitest";
import { BestPlayer, forgetWhatWasBlocked, type Way } from "./best_player";
import type { LiveStatus } from "./live_player";
import { forgetRelay } from "./relay";
import type { Voice, WhyNot } from "./whep_connection";
import { ownLine, type PictureLine } from "./whep_player";

export class FakeConnection extends EventTarget {
  static all: FakeConnection[] = [];
  connectionState = "new";
  localDescription = { sdp: "offer" };
  answered: string | undefined;
  closed = false;
  sections: string[] = [];
  said: unknown[] = [];

  constructor(readonly options: RTCConfiguration) {
    super();
    FakeConnection.all.push(this);
  }

  addTransceiver(kind: string): object {
    this.sections.push(kind);
    const replaceTrack = async (track: unknown): Promise<void> => void this.said.push(track);
    return { receiver: { track: { kind } }, sender: { replaceTrack }, currentDirection: "sendrecv" };
  }

  async setLocalDescription(): Promise<void> {}

  async setRemoteDescription({ sdp }: { sdp: string }): Promise<void> {
    this.answered = sdp;
  }

  fail(): void {
    this.connectionState = "failed";
    this.dispatchEvent(new Event("connectionstatechange"));
  }

  close(): void {
    this.closed = true;
  }
}

class FakeSocket extends EventTarget {
  static readonly OPEN = 1;
  readyState = 0;

  constructor(url: string) {
    super();
    browser.sockets.push(url);
  }

  close(): void {}
}

class FakeSource extends EventTarget {
  static isTypeSupported = (): boolean => false;
}

export const accepted = (): Response => new Response("answer", { status: 201, headers: { Location: "/whep/v1/watching/secret" } });

const fresh = () => ({
  /** That the video has shown. */
  frames: 0,
  pictureWidth: 1280,
  sockets: [] as string[],
  /** Of the hub, which gives `answer` to everything. */
  asked: [] as { url: string; method: string }[],
  answer: accepted,
});

export const browser = fresh();

function makeVideo(): HTMLVideoElement {
  const video = document.createElement("video");
  video.load = () => {};
  Object.defineProperty(video, "srcObject", { value: null, writable: true });
  video.getVideoPlaybackQuality = () => ({ totalVideoFrames: browser.frames }) as VideoPlaybackQuality;
  Object.defineProperty(video, "videoWidth", { get: () => browser.pictureWidth });
  video.play = async () => {};
  return video;
}

export function play(line: PictureLine = ownLine("7", "main")) {
  const statuses: LiveStatus[] = [];
  const slower: WhyNot[] = [];
  const ways: Way[] = [];
  const voices: Array<Voice | null> = [];
  const watcher = {
    onStatus: (status: LiveStatus) => statuses.push(status),
    onSlower: (why: WhyNot, way: Way) => {
      slower.push(why);
      ways.push(way);
    },
    onVoice: (voice: Voice | null) => voices.push(voice),
  };
  const video = makeVideo();
  const player = new BestPlayer(video, line, { camera: "7", quality: "main" }, watcher);
  player.start();
  return { player, video, statuses, slower, ways, voices };
}

export const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

/** For each test of the file. */
export function useFakeBrowser(): void {
  beforeEach(() => {
    vi.useFakeTimers();
    Object.assign(browser, fresh());
    FakeConnection.all = [];
    vi.stubGlobal("RTCPeerConnection", FakeConnection);
    vi.stubGlobal("WebSocket", FakeSocket);
    vi.stubGlobal("MediaSource", FakeSource);
    URL.createObjectURL = () => "blob:live";
    URL.revokeObjectURL = () => {};
    vi.stubGlobal("MediaStream", EventTarget);
    vi.stubGlobal("fetch", async (url: string, { method }: { method: string }) => {
      browser.asked.push({ url, method });
      return browser.answer();
    });
  });

  afterEach(() => {
    forgetWhatWasBlocked();
    forgetRelay();
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });
}
