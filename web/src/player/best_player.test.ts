// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { BestPlayer, forgetWhatWasBlocked, type Way } from "./best_player";
import type { LiveStatus } from "./live_player";
import { forgetRelay } from "./relay";
import { mostPictures, wallPicture } from "./wall_line";
import type { Voice, WhyNot } from "./whep_connection";
import { ownLine, type PictureLine } from "./whep_player";

class FakeConnection extends EventTarget {
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

class FakeSource extends EventTarget {
  static isTypeSupported = (): boolean => false;
}

let frames = 0;
let pictureWidth = 1280;
let asked: { url: string; method: string }[] = [];
let answer: () => Response;

function makeVideo(): HTMLVideoElement {
  const video = document.createElement("video");
  video.load = () => {};
  Object.defineProperty(video, "srcObject", { value: null, writable: true });
  video.getVideoPlaybackQuality = () => ({ totalVideoFrames: frames }) as VideoPlaybackQuality;
  Object.defineProperty(video, "videoWidth", { get: () => pictureWidth });
  video.play = async () => {};
  return video;
}

function play(line: PictureLine = ownLine("7", "main")) {
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

const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  frames = 0;
  pictureWidth = 1280;
  asked = [];
  sockets.length = 0;
  FakeConnection.all = [];
  answer = () => new Response("answer", { status: 201, headers: { Location: "/whep/v1/watching/secret" } });
  vi.stubGlobal("RTCPeerConnection", FakeConnection);
  vi.stubGlobal("WebSocket", FakeSocket);
  vi.stubGlobal("MediaSource", FakeSource);
  URL.createObjectURL = () => "blob:live";
  URL.revokeObjectURL = () => {};
  vi.stubGlobal("MediaStream", EventTarget);
  vi.stubGlobal("fetch", async (url: string, { method }: { method: string }) => {
    asked.push({ url, method });
    return answer();
  });
});

afterEach(() => {
  forgetWhatWasBlocked();
  forgetRelay();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe("the best player", () => {
  it("plays over WebRTC, and tells the hub when nobody watches any more", async () => {
    const { player, statuses, slower } = play();
    await settle();
    expect(asked).toEqual([{ url: "/whep/v1/cameras/7?quality=main&h265=false", method: "POST" }]);
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

  it("says that the picture is smaller than it was, and when it is whole again", async () => {
    const { statuses } = play();
    await settle();
    for (const width of [1280, 640, 640, 1280]) {
      pictureWidth = width;
      frames += 1;
      await settle(100);
    }
    expect(statuses).toEqual([
      { kind: "playing", reduced: false },
      { kind: "playing", reduced: "line" },
      { kind: "playing", reduced: false },
    ]);
  });

  it("does not blame the way for one camera's picture", async () => {
    const { slower } = play();
    await settle();
    Object.assign(FakeConnection.all[0] ?? {}, { connectionState: "connected" });
    await settle(3300);
    expect(slower).toEqual([{ kind: "no_picture" }]);
    play();
    expect(FakeConnection.all).toHaveLength(2);
  });

});

describe("where WebRTC does not go, the best player", () => {
  it.each([
    [{ code: "unavailable", fault: "live.webrtc_off" }, "webrtc_off"],
    [{ code: "unsupported", fault: "live.h265" }, "h265"],
    [{ code: "exhausted" }, "viewer_limit"],
  ])("knows why the hub said no: %j", async (error, kind) => {
    answer = () => new Response(JSON.stringify({ error: { sentence: "No.", ...error } }), { status: 503 });
    const { slower, ways } = play();
    await settle();
    expect(slower).toEqual([{ kind }]);
    expect(ways).toEqual(["websocket"]);
  });

  it("goes through the owner's relay where there is no other way, and no longer waits for that", async () => {
    const link = '<turn:relay.example:3478>; rel="ice-server"; username="ann"; credential="a \\"b\\""; credential-type="password"';
    answer = () => new Response("answer", { status: 201, headers: { Location: "/w", Link: link } });
    const { ways } = play();
    await settle(3300);
    expect(ways).toEqual(["relay"]);
    expect(FakeConnection.all.map(({ options }) => options.iceServers)).toEqual([
      [],
      [{ urls: "turn:relay.example:3478", username: "ann", credential: 'a "b"' }],
    ]);
    const next = play();
    expect(next.ways).toEqual(["relay"]);
    expect(sockets).toEqual([]);
    await settle(3300);
    expect(ways).toEqual(["relay", "websocket"]);
  });

  it("plays as HLS what can nothing else, and shows pictures where not even that goes", async () => {
    vi.stubGlobal("RTCPeerConnection", undefined);
    vi.stubGlobal("MediaSource", undefined);
    const plays = vi.spyOn(HTMLMediaElement.prototype, "canPlayType").mockReturnValue("maybe");
    const { video, ways, statuses } = play();
    await vi.waitFor(() => expect(video.src).toContain("/api/v1/cameras/7/live.m3u8?quality=main&h265=false"));
    for (let tries = 0; tries < 4; tries++) {
      video.removeAttribute("src");
      video.dispatchEvent(new Event("error"));
      await settle(4000);
      expect(video.src, "tried again").toContain("live.m3u8");
    }
    video.dispatchEvent(new Event("error"));
    expect(ways).toEqual(["hls", "pictures"]);
    expect(statuses).toEqual([{ kind: "unsupported", mime: "" }]);
    plays.mockReturnValue("");
    expect(play().ways).toEqual(["pictures"]);
    plays.mockRestore();
  });

  it("begins HLS anew once it has played", async () => {
    vi.stubGlobal("RTCPeerConnection", undefined);
    vi.stubGlobal("MediaSource", undefined);
    const plays = vi.spyOn(HTMLMediaElement.prototype, "canPlayType").mockReturnValue("maybe");
    const { player, video, ways, statuses } = play();
    await vi.waitFor(() => expect(video.src).not.toBe(""));
    frames = 1;
    await settle(300);
    expect(statuses).toEqual([{ kind: "playing", reduced: false }]);
    video.removeAttribute("src");
    video.dispatchEvent(new Event("error"));
    await settle(2000);
    expect(video.src).toContain("live.m3u8");
    expect(ways).toEqual(["hls"]);
    player.stop();
    plays.mockRestore();
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

describe("the voice of a camera", () => {
  it("comes along, and goes at the end", async () => {
    const { player, voices } = play();
    await settle();
    expect(FakeConnection.all[0]?.sections).toEqual(["video", "audio"]);
    player.stop();
    expect(voices.map((voice) => voice?.sound?.kind ?? null)).toEqual(["audio", null]);
  });

  it("is asked for at the hub before anything is said, and what the hub says is passed on", async () => {
    const { voices } = play();
    await settle();
    const voice = voices[0];
    const microphone = { kind: "microphone" } as unknown as MediaStreamTrack;
    await voice?.speak(microphone);
    expect(asked.at(-1)).toEqual({ url: "/whep/v1/watching/secret/talk", method: "POST" });
    expect(FakeConnection.all[0]?.said).toEqual([microphone]);
    await voice?.goOn();
    expect(asked.at(-1)).toEqual({ url: "/whep/v1/watching/secret/talk", method: "GET" });
    await voice?.fallSilent();
    expect(asked.at(-1)).toEqual({ url: "/whep/v1/watching/secret/talk", method: "DELETE" });
    expect(FakeConnection.all[0]?.said).toEqual([microphone, null]);
    answer = () => new Response(JSON.stringify({ error: { sentence: "Somebody else is speaking." } }), { status: 409 });
    await expect(voice?.speak(microphone)).rejects.toThrow("Somebody else is speaking.");
    expect(FakeConnection.all[0]?.said).toHaveLength(2);
  });
});

describe("the pictures of a wall", () => {
  const whep = (cameras: string): string => `/whep/v1/wall?cameras=${encodeURIComponent(cameras)}&quality=sub`;
  const posted = () => asked.filter(({ method }) => method === "POST").map(({ url }) => url);

  it("share one connection, which ends with the last of them", async () => {
    const one = play(wallPicture("1"));
    const other = play(wallPicture("2"));
    await settle(50);
    expect(posted()).toEqual([whep("1,2")]);
    expect(FakeConnection.all[0]?.sections).toEqual(["video", "video"]);
    one.player.stop();
    expect(FakeConnection.all[0]?.closed).toBe(false);
    other.player.stop();
    expect(FakeConnection.all[0]?.closed).toBe(true);
  });

  it("go on while a further camera makes a new connection", async () => {
    const first = play(wallPicture("1"));
    await settle(50);
    const before = first.video.srcObject;
    const second = play(wallPicture("2"));
    expect(FakeConnection.all[0]?.closed).toBe(false);
    await settle(50);
    expect(posted()).toEqual([whep("1"), whep("1,2")]);
    expect(FakeConnection.all.map((one) => one.closed)).toEqual([true, false]);
    expect(first.video.srcObject).not.toBe(before);
    for (const { player } of [first, second]) player.stop();
  });

  it("come over more connections where there are more than one can carry", async () => {
    const all = Array.from({ length: mostPictures + 1 }, (_, index) => play(wallPicture(String(index))));
    await settle(50);
    expect(posted()).toHaveLength(2);
    for (const { player } of all) player.stop();
    expect(FakeConnection.all.every((one) => one.closed)).toBe(true);
  });

  it("each go the slower way where the connection fails", async () => {
    const all = [play(wallPicture("1")), play(wallPicture("2"))];
    await settle(50);
    FakeConnection.all[0]?.fail();
    expect(all.map(({ slower }) => slower)).toEqual([[{ kind: "no_way" }], [{ kind: "no_way" }]]);
    expect(sockets).toHaveLength(2);
  });
});
