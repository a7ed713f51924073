// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it, vi } from "vitest";
import { AppendQueue, type AppendTarget } from "./append_queue";
import { LiveEdge } from "./live_edge";

/** A SourceBuffer that finishes its work when told. */
class FakeBuffer implements AppendTarget {
  updating = false;
  span: [number, number] | null = null;
  appended: number[][] = [];
  removed: Array<[number, number]> = [];
  throwOnAppend: Error | null = null;
  private listeners: Array<() => void> = [];

  get buffered(): TimeRanges {
    const span = this.span;
    return { length: span ? 1 : 0, start: () => span?.[0] ?? 0, end: () => span?.[1] ?? 0 };
  }

  appendBuffer(data: Uint8Array): void {
    if (this.throwOnAppend) {
      const error = this.throwOnAppend;
      this.throwOnAppend = null;
      throw error;
    }
    this.updating = true;
    this.appended.push([...data]);
  }

  remove(start: number, end: number): void {
    this.updating = true;
    this.removed.push([start, end]);
    this.span = [end, this.span?.[1] ?? end];
  }

  addEventListener(type: string, listener: () => void): void {
    if (type === "updateend") this.listeners.push(listener);
  }

  finish(): void {
    this.updating = false;
    for (const listener of this.listeners) listener();
  }
}

function makeQueue(playHead = 0, maxWaitingBytes = 100) {
  const buffer = new FakeBuffer();
  const failed = vi.fn();
  const queue = new AppendQueue(buffer, () => playHead, failed, { keepS: 4, maxWaitingBytes });
  return { buffer, failed, queue };
}

describe("AppendQueue", () => {
  it("appends one at a time and joins what waited", () => {
    const { buffer, queue } = makeQueue();
    queue.push(Uint8Array.of(1));
    queue.push(Uint8Array.of(2));
    queue.push(Uint8Array.of(3));
    expect(buffer.appended).toEqual([[1]]);
    buffer.finish();
    expect(buffer.appended).toEqual([[1], [2, 3]]);
  });

  it("drops what lies well behind the play head before it appends", () => {
    const { buffer, queue } = makeQueue(20);
    buffer.span = [0, 21];
    queue.push(Uint8Array.of(1));
    expect(buffer.removed).toEqual([[0, 16]]);
    buffer.finish();
    expect(buffer.appended).toEqual([[1]]);
  });

  it("makes room and tries again when the browser says that the buffer is full", () => {
    const { buffer, failed, queue } = makeQueue(5);
    buffer.span = [2, 6];
    buffer.throwOnAppend = new DOMException("full", "QuotaExceededError");
    queue.push(Uint8Array.of(7));
    expect(buffer.removed).toEqual([[2, 4.5]]);
    buffer.finish();
    expect(buffer.appended).toEqual([[7]]);
    expect(failed).not.toHaveBeenCalled();
  });

  it("gives up once when the browser cannot keep up", () => {
    const { buffer, failed, queue } = makeQueue(0, 3);
    buffer.updating = true;
    queue.push(Uint8Array.of(1, 2));
    queue.push(Uint8Array.of(3, 4));
    queue.push(Uint8Array.of(5, 6));
    expect(failed.mock.calls).toEqual([["overflow"]]);
  });

  it("touches nothing after it was closed", () => {
    const { buffer, failed, queue } = makeQueue();
    queue.push(Uint8Array.of(1));
    queue.push(Uint8Array.of(2));
    queue.close();
    buffer.finish();
    queue.push(Uint8Array.of(3));
    expect(buffer.appended).toEqual([[1]]);
    expect(failed).not.toHaveBeenCalled();
  });

  it("gives up when the browser refuses the data", () => {
    const { buffer, failed, queue } = makeQueue();
    buffer.throwOnAppend = new DOMException("no", "InvalidStateError");
    queue.push(Uint8Array.of(1));
    expect(failed.mock.calls).toEqual([["refused"]]);
  });
});

describe("LiveEdge", () => {
  const span = { bufferedStart: 100, bufferedEnd: 110 };

  it("jumps to the edge from outside the buffer and from far behind", () => {
    const edge = new LiveEdge(0);
    expect(edge.steer({ ...span, at: 0 }, 0).seekTo).toBeCloseTo(109.7);
    expect(edge.steer({ ...span, at: 102 }, 0).seekTo).toBeCloseTo(109.7);
  });

  it("stays inside what is buffered when it jumps", () => {
    expect(new LiveEdge(0).steer({ at: 0, bufferedStart: 5, bufferedEnd: 5.1 }, 0).seekTo).toBe(5);
  });

  it("plays a little faster when a little behind, and at rate 1 near the edge", () => {
    const edge = new LiveEdge(0);
    expect(edge.steer({ ...span, at: 108 }, 0)).toEqual({ rate: 1.15 });
    expect(edge.steer({ ...span, at: 109.3 }, 0)).toEqual({ rate: 1.05 });
    expect(edge.steer({ ...span, at: 109.8 }, 0)).toEqual({ rate: 1 });
  });

  it("holds back more after each stall, never more than 1.5 s, and gives it back when calm", () => {
    const edge = new LiveEdge(0);
    edge.stalled(0);
    expect(edge.target).toBeCloseTo(0.5);
    for (let index = 0; index < 20; index++) edge.stalled(0);
    expect(edge.target).toBe(1.5);
    edge.steer({ ...span, at: 109 }, 31_000);
    expect(edge.target).toBeCloseTo(1.4);
  });
});
