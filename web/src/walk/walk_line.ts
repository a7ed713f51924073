// SPDX-License-Identifier: Apache-2.0
// One walk test: settings go to the hub, what it sees comes back.
import { socketUrl } from "../api/client";
import type { TriedSettings, Walk } from "../api/types";
import { backoffMs } from "../state/backoff";

export class WalkLine {
  private socket: WebSocket | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private attempt = 0;
  private settings: string | undefined;

  constructor(
    private readonly camera: string,
    /** Null: the line is broken; it is tried again by itself. */
    private readonly onSight: (walk: Walk | null) => void,
  ) {}

  start(): void {
    const socket = new WebSocket(socketUrl(`/cameras/${encodeURIComponent(this.camera)}/walk`));
    this.socket = socket;
    socket.addEventListener("open", () => {
      this.attempt = 0;
      if (this.settings) socket.send(this.settings);
    });
    socket.addEventListener("message", ({ data }) => this.onSight(JSON.parse(data as string) as Walk));
    socket.addEventListener("close", () => this.closed(socket));
  }

  /** From the next picture on; said again after a break. */
  try(settings: TriedSettings): void {
    const text = JSON.stringify(settings);
    if (text === this.settings) return;
    this.settings = text;
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(text);
  }

  stop(): void {
    clearTimeout(this.timer);
    const { socket } = this;
    this.socket = undefined;
    socket?.close();
  }

  private closed(socket: WebSocket): void {
    if (socket !== this.socket) return;
    this.onSight(null);
    this.timer = setTimeout(() => this.start(), backoffMs(this.attempt++, Math.random, 500, 10_000));
  }
}
