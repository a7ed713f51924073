// SPDX-License-Identifier: Apache-2.0
// The hub's WebSocket of a live stream: what it is, and its fragments. Connects again by itself until it is stopped.
import type { Problem } from "../api/types";
import { backoffMs } from "../state/backoff";

/** A stream begins, or has another shape: what follows needs a new source. */
export interface StartMessage {
  type: "start";
  stream: "main" | "sub" | "transcoded" | "sound";
  mime: string;
  width: number;
  height: number;
}

type ServerMessage = StartMessage | { type: "problem"; problem: Problem };

export interface SocketReader {
  onStart: (start: StartMessage) => void;
  onFragment: (fragment: Uint8Array) => void;
  onProblem?: (problem: Problem) => void;
  /** It connects again after a while. */
  onLost?: () => void;
}

export class LiveSocket {
  private socket: WebSocket | undefined;
  private attempt = 0;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly url: string,
    private readonly reader: SocketReader,
  ) {}

  connect(): void {
    const socket = new WebSocket(this.url);
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    socket.addEventListener("message", ({ data }) => this.heard(data as string | ArrayBuffer));
    socket.addEventListener("close", () => {
      if (socket === this.socket) this.reopen();
    });
  }

  reopen(): void {
    this.drop();
    this.reader.onLost?.();
    clearTimeout(this.retryTimer);
    this.retryTimer = setTimeout(() => this.connect(), backoffMs(this.attempt++, Math.random, 500, 15_000));
  }

  /** What came was of use: the next break is a new one. */
  succeeded(): void {
    this.attempt = 0;
  }

  stop(): void {
    clearTimeout(this.retryTimer);
    this.drop();
  }

  private heard(data: string | ArrayBuffer): void {
    if (typeof data !== "string") {
      this.reader.onFragment(new Uint8Array(data));
      return;
    }
    const message = JSON.parse(data) as ServerMessage;
    if (message.type === "start") this.reader.onStart(message);
    else if (message.type === "problem") this.reader.onProblem?.(message.problem);
  }

  private drop(): void {
    const socket = this.socket;
    this.socket = undefined;
    socket?.close();
  }
}
