// SPDX-License-Identifier: Apache-2.0
import { signal } from "@preact/signals";
import { socketUrl } from "../api/client";
import { backoffMs } from "./backoff";
import { loadCameras } from "./cameras";
import { hubNow } from "./clock";
import { loadHome } from "./home";
import { type HubMessage, takeIn } from "./hub_messages";
import { checkSession } from "./session";
import { words } from "../strings";

export type HubLink =
  | { state: "idle" }
  | { state: "connecting" }
  | { state: "connected" }
  /** `since` and `nextTryAt` in ms of the hub's clock. */
  | { state: "lost"; since: number; nextTryAt: number };

/** The truth about our line to the hub. While it is lost, nothing on the page may look live. */
export const hubLink = signal<HubLink>({ state: "idle" });

/** The hub pings every 20 s; three missed ones mean that the line is dead even if TCP has not noticed. */
const silenceMs = 65_000;

/** Keeps the events WebSocket open until stopped, and loads everything anew after each break. */
class EventLine {
  private socket: WebSocket | undefined;
  private attempt = 0;
  private lostSince: number | undefined;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private silenceTimer: ReturnType<typeof setTimeout> | undefined;
  private stopped = false;

  open(): void {
    clearTimeout(this.retryTimer);
    if (this.stopped) return;
    if (this.lostSince === undefined) hubLink.value = { state: "connecting" };
    const socket = new WebSocket(socketUrl(`/events?lang=${words.language}`));
    this.socket = socket;
    socket.addEventListener("open", () => void this.opened());
    socket.addEventListener("message", (message) => this.heard(message.data));
    socket.addEventListener("close", () => this.closed(socket));
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.retryTimer);
    clearTimeout(this.silenceTimer);
    this.socket?.close();
    hubLink.value = { state: "idle" };
  }

  private async opened(): Promise<void> {
    this.watchSilence();
    try {
      await Promise.all([loadHome(), loadCameras()]);
      this.attempt = 0;
      this.lostSince = undefined;
      hubLink.value = { state: "connected" };
    } catch {
      this.socket?.close();
    }
  }

  private heard(data: unknown): void {
    this.watchSilence();
    if (typeof data !== "string") return;
    try {
      const message = JSON.parse(data) as HubMessage;
      if (message.type === "refetch") void Promise.all([loadHome(), loadCameras()]).catch(() => this.socket?.close());
      takeIn(message);
    } catch (error) {
      console.warn("porchlight: a message from the hub was not understood", error);
    }
  }

  private closed(socket: WebSocket): void {
    if (this.stopped || socket !== this.socket) return;
    clearTimeout(this.silenceTimer);
    // A refused socket does not say why; the session may have ended.
    void checkSession();
    this.lostSince ??= hubNow();
    const wait = backoffMs(this.attempt++);
    hubLink.value = { state: "lost", since: this.lostSince, nextTryAt: hubNow() + wait };
    this.retryTimer = setTimeout(() => this.open(), wait);
  }

  private watchSilence(): void {
    clearTimeout(this.silenceTimer);
    this.silenceTimer = setTimeout(() => this.socket?.close(), silenceMs);
  }
}

let line: EventLine | undefined;

export function openHubLink(): void {
  line?.stop();
  line = new EventLine();
  line.open();
  // The first page does not wait for the line; what changes until it is there comes with it.
  void Promise.all([loadHome(), loadCameras()]).catch(() => {}); // the line says what is wrong
}

export function closeHubLink(): void {
  line?.stop();
  line = undefined;
}

/** For the "try now" button. */
export function tryHubNow(): void {
  line?.open();
}
