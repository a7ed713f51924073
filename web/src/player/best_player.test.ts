// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { BestPlayer, forgetWhatWasBlocked } from "./best_player";
import type { LiveStatus } from "./live_player";
import type { WhyNot } from "./whep_player";

class FakeConnection extends EventTarget {
  static all: FakeConnection[] = [];
  connectionState = "new";
  localDescription = { sdp: "offer" };
  answered: string | undefined;
  closed = false;

  constructor() {
    super();
    FakeConnection.all.push(this);
  }

  addTransceiver(): object {
    return { receiver: {} };
  }

  async setLocalDescription(): Promise<void> {}

  async setRemoteDescription({ sdp }: { sdp: string }): Promise<void> {
    this.answered = sdp;
    this.dispatchEvent(Object.assign(new Event("track"), { track: {} }));
  }

  fail(): void {
    this.connectionState = "failed";
    this.dispatchEvent(new Event("connectionstatechange"));
  }

  close(): void {
    this.closed = true;
  }
}

const sockets: string[] = [];

class FakeSocket extends EventTarget {
  static readonly OPEN = 1;
  readyState = 0;

  constructor(url: string) {
    super();
    sockets.push(url);
  }

  close(): void {}
}

let frames = 0;
let asked: { url: string; method: string }[] = [];
let answer: () => Response;

function makeVideo(): HTMLVideoElement {
  const video = document.createElement("video");
  Object.defineProperty(video, "srcObject", { value: null, writable: true });
  video.getVideoPlaybackQuality = () => ({ totalVideoFrames: frames }) as VideoPlaybackQuality;
  video.play = async () => {};
  return video;
}

function play() {
  const statuses: LiveStatus[] = [];
  const slower: WhyNot[] = [];
  const player = new BestPlayer(makeVideo(), { camera: "7", quality: "main", hasSub: true }, (status) => statuses.push(status), (why) => slower.push(why));
  player.start();
  return { player, statuses, slower };
}

const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  frames = 0;
  asked = [];
  sockets.length = 0;
  FakeConnection.all = [];
  answer = () => new Response("answer", { status: 201, headers: { Location: "/whep/v1/watching/secret" } });
  vi.stubGlobal("RTCPeerConnection", FakeConnection);
  vi.stubGlobal("WebSocket", FakeSocket);
  vi.stubGlobal("MediaStream", EventTarget);
  vi.stubGlobal("fetch", async (url: string, { method }: { method: string }) => {
    asked.push({ url, method });
    return answer();
  });
});

afterEach(() => {
  forgetWhatWasBlocked();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe("the best player", () => {
  it("plays over WebRTC, and tells the hub when nobody watches any more", async () => {
    const { player, statuses, slower } = play();
    await settle();
    expect(asked).toEqual([{ url: "/whep/v1/cameras/7?quality=main", method: "POST" }]);
    expect(FakeConnection.all[0]?.answered).toBe("answer");
    frames = 1;
    await settle(100);
    expect(statuses).toEqual([{ kind: "playing", reduced: false }]);
    expect(sockets).toEqual([]);
    player.stop();
    expect(asked.at(-1)).toEqual({ url: "/whep/v1/watching/secret", method: "DELETE" });
    expect(FakeConnection.all[0]?.closed).toBe(true);
    expect(slower).toEqual([]);
  });

  it("takes the slower way where no picture comes, and does not try again for a while", async () => {
    const { slower } = play();
    await settle(3300);
    expect(slower).toEqual([{ kind: "no_way" }]);
    expect(sockets).toHaveLength(1);
    const next = play();
    expect(next.slower).toEqual([{ kind: "no_way" }]);
    expect(FakeConnection.all).toHaveLength(1);
    await settle(5 * 60_000);
    play();
    expect(FakeConnection.all).toHaveLength(2);
  });

  it("does not give a way up while nobody sees the page", async () => {
    const hidden = vi.spyOn(document, "hidden", "get").mockReturnValue(true);
    const { slower } = play();
    await settle(10_000);
    expect(slower).toEqual([]);
    hidden.mockReturnValue(false);
    await settle(3300);
    expect(slower).toEqual([{ kind: "no_way" }]);
    hidden.mockRestore();
  });

  it("takes the slower way when the way is lost", async () => {
    const { slower } = play();
    await settle();
    FakeConnection.all[0]?.fail();
    expect(slower).toEqual([{ kind: "no_way" }]);
    expect(sockets).toHaveLength(1);
  });

  it("says what the hub said, and asks again for the next camera", async () => {
    answer = () => new Response(JSON.stringify({ error: { sentence: "This browser takes no H.264." } }), { status: 422 });
    const { slower } = play();
    await settle();
    expect(slower).toEqual([{ kind: "refused", said: "This browser takes no H.264." }]);
    play();
    expect(FakeConnection.all).toHaveLength(2);
  });

  it("does without in a browser that has none", () => {
    vi.stubGlobal("RTCPeerConnection", undefined);
    expect(play().slower).toEqual([{ kind: "no_webrtc" }]);
    expect(sockets).toHaveLength(1);
  });

  it("says since when no picture has come", async () => {
    const { statuses } = play();
    await settle();
    frames = 5;
    await settle(100);
    await settle(5200);
    expect(statuses.map((status) => status.kind)).toEqual(["playing", "stalled"]);
    frames = 6;
    await settle(100);
    expect(statuses.at(-1)?.kind).toBe("playing");
  });
});
