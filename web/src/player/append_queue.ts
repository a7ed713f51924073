// SPDX-License-Identifier: Apache-2.0

/** The part of SourceBuffer that the queue needs; tests bring their own. */
export interface AppendTarget {
  readonly updating: boolean;
  readonly buffered: TimeRanges;
  appendBuffer(data: Uint8Array<ArrayBuffer>): void;
  remove(start: number, end: number): void;
  addEventListener(type: "updateend" | "error", listener: () => void): void;
}

export interface QueueLimits {
  /** Seconds of played video kept behind the play head. */
  keepS: number;
  /** Bytes that may wait; more means that the browser cannot keep up. */
  maxWaitingBytes: number;
}

const defaultLimits: QueueLimits = { keepS: 4, maxWaitingBytes: 8_000_000 };

function joined(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}

/** Feeds fragments to a SourceBuffer one at a time, joins those that wait, and drops what has been watched. */
export class AppendQueue {
  private waiting: Uint8Array[] = [];
  private waitingBytes = 0;
  /** Failed or closed: takes nothing any more. */
  private ended = false;

  constructor(
    private readonly target: AppendTarget,
    private readonly playHead: () => number,
    private readonly onFailure: (reason: "overflow" | "refused") => void,
    private readonly limits: QueueLimits = defaultLimits,
  ) {
    target.addEventListener("updateend", () => this.advance());
    target.addEventListener("error", () => this.fail("refused"));
  }

  push(fragment: Uint8Array): void {
    if (this.ended) return;
    this.waiting.push(fragment);
    this.waitingBytes += fragment.byteLength;
    if (this.waitingBytes > this.limits.maxWaitingBytes) this.fail("overflow");
    else this.advance();
  }

  /** The SourceBuffer is going away: its last events are not ours any more. */
  close(): void {
    this.ended = true;
    this.waiting = [];
  }

  private advance(): void {
    if (this.ended || this.target.updating) return;
    if (this.trim(this.limits.keepS)) return;
    if (this.waiting.length === 0) return;
    const next = joined(this.waiting);
    try {
      this.target.appendBuffer(next);
      this.waiting = [];
      this.waitingBytes = 0;
    } catch (error) {
      const full = error instanceof DOMException && error.name === "QuotaExceededError";
      if (!full || !this.trim(0.5)) this.fail("refused");
    }
  }

  /** Starts to drop what lies more than `keepS` behind the play head; true when there was enough to drop. */
  private trim(keepS: number): boolean {
    const { buffered } = this.target;
    if (buffered.length === 0) return false;
    const start = buffered.start(0);
    const end = this.playHead() - keepS;
    // Twice the kept time may pile up, so that removals are few.
    if (end - start < Math.max(keepS, 0.1)) return false;
    this.target.remove(start, end);
    return true;
  }

  private fail(reason: "overflow" | "refused"): void {
    if (this.ended) return;
    this.ended = true;
    this.waiting = [];
    this.onFailure(reason);
  }
}
