// SPDX-License-Identifier: Apache-2.0
// How a live player stays close to now: a little faster when behind, a jump when far behind.

export interface EdgeView {
  /** Where the player is, in seconds of media time. */
  at: number;
  /** The buffered span that the player is in, or the newest one. */
  bufferedStart: number;
  bufferedEnd: number;
}

export interface Steering {
  rate: number;
  /** Set when the player should jump. */
  seekTo?: number;
}

/** So far behind now a picture is over the WebSocket, as long as it never stalls. */
export const shortestTargetS = 0.3;
const longestTarget = 1.5;
const jumpBeyondS = 4;

/** Learns how much to hold back: each stall adds a little, long calm gives it back. */
export class LiveEdge {
  private targetS: number;
  private calmSince: number;

  constructor(
    nowMs: number,
    private readonly shortestTarget = shortestTargetS,
  ) {
    this.targetS = shortestTarget;
    this.calmSince = nowMs;
  }

  get target(): number {
    return this.targetS;
  }

  stalled(nowMs: number): void {
    this.targetS = Math.min(longestTarget, this.targetS + 0.2);
    this.calmSince = nowMs;
  }

  steer(view: EdgeView, nowMs: number): Steering {
    this.relax(nowMs);
    const behind = view.bufferedEnd - view.at;
    const outside = view.at < view.bufferedStart - 0.05 || behind < -0.05;
    if (outside || behind > this.targetS + jumpBeyondS) {
      return { rate: 1, seekTo: Math.max(view.bufferedStart, view.bufferedEnd - this.targetS) };
    }
    if (behind > this.targetS + 1) return { rate: 1.15 };
    if (behind > this.targetS + 0.25) return { rate: 1.05 };
    return { rate: 1 };
  }

  private relax(nowMs: number): void {
    if (nowMs - this.calmSince < 30_000) return;
    this.calmSince = nowMs;
    this.targetS = Math.max(this.shortestTarget, this.targetS - 0.1);
  }
}
