// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { appended, atUpdateEnd, FakeSocket, FakeSource, media, ranges, useFakeMedia } from "./fake_media";
import { LivePlayer, type LiveStatus, type Quality } from "./live_player";

const h264 = { type: "start", stream: "main", mime: 'video/mp4; codecs="avc1.64001f"', width: 640, height: 360 };
const h265 = { type: "start", stream: "main", mime: 'video/mp4; codecs="hvc1.1.6.L120.90"', width: 3840, height: 2160 };

let frames = 0;
let video: HTMLVideoElement;
let atFirstFrame: () => void;
let player: LivePlayer;
const told: LiveStatus[] = [];

const unplayable: string[] = [];

function start(quality: Quality): FakeSocket {
  video = document.createElement("video");
  Object.assign(video, {
    getVideoPlaybackQuality: () => ({ totalVideoFrames: frames }),
    play: async () => {},
    load: () => {},
    requestVideoFrameCallback: (shown: () => void) => {
      atFirstFrame = shown;
      return 7;
    },
    cancelVideoFrameCallback: (waiting: number) => waiting === 7 && (atFirstFrame = () => {}),
  });
  Object.defineProperty(video, "buffered", { value: ranges });
  player = new LivePlayer(video, "ws://hub/live", quality, (status) => told.push(status), (mime) => unplayable.push(mime));
  player.start();
  const socket = FakeSocket.all.at(-1)!;
  socket.open();
  return socket;
}

useFakeMedia();

beforeEach(() => {
  frames = 0;
  told.length = 0;
  unplayable.length = 0;
});

afterEach(() => player.stop());

describe("LivePlayer", () => {
  it("keeps what comes before the browser is ready", () => {
    const socket = start("sub");
    socket.say(h264);
    socket.say(Uint8Array.of(1, 2).buffer);
    socket.say(Uint8Array.of(3).buffer);
    expect(appended).toEqual([]);
    FakeSource.last.open();
    expect(appended[0]).toEqual([1, 2]);
  });

  it("bears a second start before the browser was ready for the first", () => {
    const socket = start("main");
    socket.say(h264);
    socket.say(Uint8Array.of(1).buffer);
    socket.say(h264);
    socket.say(Uint8Array.of(2).buffer);
    expect(appended).toEqual([]);
    FakeSource.last.open();
    expect(appended).toEqual([[2]]);
  });

  it("shows the first key frame that it has at once, and then what is now", () => {
    const socket = start("main");
    socket.say(h264);
    FakeSource.last.open();
    media.buffered = [{ start: 4, end: 6 }];
    for (const listener of atUpdateEnd) listener();
    expect(video.currentTime).toBe(4);
    frames = 1;
    atFirstFrame();
    expect(told.at(-1)).toEqual({ kind: "playing", reduced: false });
    expect(video.currentTime).toBeCloseTo(5.7);
  });

  it("minds no frame of whoever has the video after it", () => {
    start("main");
    player.stop();
    told.length = 0;
    frames = 1;
    atFirstFrame();
    expect(told).toEqual([]);
  });

  it("plays once frames come, and says so when they stop", () => {
    const socket = start("main");
    socket.say(h264);
    frames = 3;
    vi.advanceTimersByTime(300);
    expect(told.at(-1)).toEqual({ kind: "playing", reduced: false });
    vi.advanceTimersByTime(4000);
    expect(told.at(-1)?.kind).toBe("playing");
    vi.advanceTimersByTime(2000);
    expect(told.at(-1)?.kind).toBe("stalled");
    frames = 4;
    vi.advanceTimersByTime(300);
    expect(told.at(-1)?.kind).toBe("playing");
  });

  it("lets the browser open while the hub still answers", () => {
    const socket = start("main");
    FakeSource.last.open();
    socket.say(h264);
    socket.say(Uint8Array.of(1).buffer);
    expect(appended).toEqual([[1]]);
  });

  it.each([
    ["sub", "browser"],
    ["transcoded", "transcoded"],
    ["main", false],
  ])("says what the hub sends in place of the large picture: %s", (stream, reduced) => {
    const socket = start("main");
    socket.say({ ...h264, stream });
    frames = 1;
    vi.advanceTimersByTime(300);
    expect(told.at(-1)).toEqual({ kind: "playing", reduced });
  });

  it("gives up where the browser cannot play what comes", () => {
    const socket = start("main");
    socket.say(h265);
    expect(unplayable).toEqual([h265.mime]);
    vi.advanceTimersByTime(60_000);
    expect(FakeSocket.all).toHaveLength(1);
  });

  it("connects again by itself, waiting longer each time, until it is stopped", () => {
    const socket = start("main");
    socket.close();
    expect(told.at(-1)?.kind ?? "connecting").toBe("connecting");
    vi.advanceTimersByTime(700);
    expect(FakeSocket.all).toHaveLength(2);
    FakeSocket.all[1]!.close();
    vi.advanceTimersByTime(700);
    expect(FakeSocket.all).toHaveLength(2);
    vi.advanceTimersByTime(700);
    expect(FakeSocket.all).toHaveLength(3);
    player.stop();
    vi.advanceTimersByTime(60_000);
    expect(FakeSocket.all).toHaveLength(3);
  });

  it("passes the hub's problem on", () => {
    const socket = start("main");
    const problem = { code: "unavailable", sentence: "The camera is gone.", fault: null, since: "2026-11-21T08:00:00.000Z" };
    socket.say({ type: "problem", problem });
    expect(told.at(-1)).toEqual({ kind: "problem", problem });
  });
});
