// SPDX-License-Identifier: Apache-2.0
// The hub's WebSocket and Media Source, for tests of the players: what they say is said here.
import { afterEach, beforeEach, vi } from "vitest";

export class FakeSocket extends EventTarget {
  static readonly OPEN = 1;
  static all: FakeSocket[] = [];
  readyState = 0;
  binaryType = "";

  constructor(readonly url: string) {
    super();
    FakeSocket.all.push(this);
  }

  open(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event("open"));
  }

  say(data: unknown): void {
    const text = data instanceof ArrayBuffer ? data : JSON.stringify(data);
    this.dispatchEvent(new MessageEvent("message", { data: text }));
  }

  close(): void {
    this.dispatchEvent(new Event("close"));
  }
}

/** What the source buffer was given. */
export const appended: number[][] = [];
/** Its listeners. */
export const atUpdateEnd: (() => void)[] = [];
export const media = { buffered: [] as { start: number; end: number }[] };
/** The `buffered` of an element that has `media.buffered`. */
export const ranges = {
  get length(): number {
    return media.buffered.length;
  },
  start: (n: number) => media.buffered[n]?.start,
  end: (n: number) => media.buffered[n]?.end,
};

export class FakeSource extends EventTarget {
  static last: FakeSource;
  readyState = "closed";
  static isTypeSupported = (mime: string): boolean => /avc1|mp4a/.test(mime);

  constructor() {
    super();
    FakeSource.last = this;
  }

  open(): void {
    this.readyState = "open";
    this.dispatchEvent(new Event("sourceopen"));
  }

  addSourceBuffer(): object {
    return {
      updating: false,
      buffered: { length: 0 },
      appendBuffer: (data: Uint8Array) => appended.push([...data]),
      addEventListener: (type: string, listener: () => void) => void (type === "updateend" && atUpdateEnd.push(listener)),
    };
  }
}

/** For each test of the file. */
export function useFakeMedia(): void {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal("WebSocket", FakeSocket);
    vi.stubGlobal("MediaSource", FakeSource);
    URL.createObjectURL = () => "blob:live";
    URL.revokeObjectURL = () => {};
    media.buffered = [];
    atUpdateEnd.length = 0;
    appended.length = 0;
    FakeSocket.all = [];
  });

  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });
}
