// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { appended, FakeSocket, FakeSource, media, ranges, useFakeMedia } from "./fake_media";
import { SoundPlayer } from "./sound_player";

const start = { type: "start", stream: "sound", mime: 'audio/mp4; codecs="mp4a.40.2"', width: 0, height: 0 };

class FakeAudio extends EventTarget {
  static last: FakeAudio;
  src = "";
  currentTime = 0;
  playbackRate = 1;
  paused = true;
  disableRemotePlayback = false;
  mayPlay = true;
  readonly buffered = ranges;

  constructor() {
    super();
    FakeAudio.last = this;
  }

  async play(): Promise<void> {
    if (!this.mayPlay) throw new DOMException("not allowed", "NotAllowedError");
    this.paused = false;
  }

  load(): void {
    this.paused = true;
  }

  removeAttribute(): void {
    this.src = "";
  }
}

let player: SoundPlayer;
let failed: ReturnType<typeof vi.fn<() => void>>;

useFakeMedia();

beforeEach(() => {
  vi.stubGlobal("Audio", FakeAudio);
  failed = vi.fn<() => void>();
  player = new SoundPlayer("ws://hub/sound", failed);
  player.start();
});

afterEach(() => player.stop());

function begin(): FakeSocket {
  const socket = FakeSocket.all.at(-1)!;
  socket.say(start);
  FakeSource.last.open();
  return socket;
}

describe("SoundPlayer", () => {
  it("begins once it has a little, and so far behind now", () => {
    const socket = begin();
    socket.say(Uint8Array.of(1).buffer);
    expect(appended).toEqual([[1]]);
    media.buffered = [{ start: 0, end: 0.2 }];
    vi.advanceTimersByTime(300);
    expect(FakeAudio.last.paused).toBe(true);
    media.buffered = [{ start: 10, end: 10.5 }];
    vi.advanceTimersByTime(300);
    expect(FakeAudio.last.paused).toBe(false);
    expect(FakeAudio.last.currentTime).toBeCloseTo(10.2);
  });

  it("goes a little faster where it is behind, and back to now where it is far behind", () => {
    begin();
    media.buffered = [{ start: 0, end: 1 }];
    vi.advanceTimersByTime(300);
    media.buffered = [{ start: 0, end: 2 }];
    vi.advanceTimersByTime(300);
    expect(FakeAudio.last.playbackRate).toBeGreaterThan(1);
    media.buffered = [{ start: 0, end: 9 }];
    vi.advanceTimersByTime(300);
    expect(FakeAudio.last.currentTime).toBeCloseTo(8.7);
  });

  it("comes back after the hub was away, and is silent once it is stopped", () => {
    begin().close();
    vi.advanceTimersByTime(700);
    expect(FakeSocket.all).toHaveLength(2);
    begin().say(Uint8Array.of(7).buffer);
    expect(appended).toEqual([[7]]);
    player.stop();
    expect(FakeAudio.last.src).toBe("");
    vi.advanceTimersByTime(60_000);
    expect(FakeSocket.all).toHaveLength(2);
  });

  it("says when this browser cannot play it, or may not", async () => {
    FakeSocket.all[0]!.say({ ...start, mime: 'audio/mp4; codecs="other"' });
    expect(failed).toHaveBeenCalledTimes(1);
    begin();
    FakeAudio.last.mayPlay = false;
    media.buffered = [{ start: 0, end: 1 }];
    await vi.advanceTimersByTimeAsync(300);
    expect(failed).toHaveBeenCalledTimes(2);
  });
});
