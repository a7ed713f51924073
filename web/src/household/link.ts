// SPDX-License-Identifier: Apache-2.0
// The line to the household's process: its state and story as they change, and orders to it.
import { signal } from "@preact/signals";
import { backoffMs } from "../state/backoff";
import { say } from "../state/toasts";
import { householdWords as words } from "../strings/household";
import type { Body, House, StoryLine } from "./types";

const mostLines = 400;

export const house = signal<House | null>(null);
/** performance.now() when the state came. */
export const arrivedAt = signal(0);
export const story = signal<StoryLine[]>([]);
export const bodies = signal<Record<string, Body>>({});
export const deeds = signal<string[]>([]);
export const isLinked = signal(false);
export const wasRefused = signal(false);

/** Where a household is served: by porchlight sim on a page of its own, or by a hub within its app. */
export interface Served {
  look: (what: "models" | "deeds") => string;
  events: string;
  order: (name: string) => string;
  /** The app is around it, and in it the doctor. */
  isInApp: boolean;
}
export const byItself: Served = { look: (what) => `/api/household/${what}`, events: "/api/household/events", order: (name) => `/api/household/${name}`, isInApp: false };
export const byHub: Served = { look: (what) => `/api/v1/try/household/${what}`, events: "/api/v1/try/events", order: (name) => `/api/v1/try/orders/${name}`, isInApp: true };

export const served = signal<Served>(byItself);
/** It has come to its end. */
export const isOver = signal(false);

/** Later tellings of a line replace it: its light may have come after it. */
export function withLines(known: readonly StoryLine[], fresh: readonly StoryLine[]): StoryLine[] {
  const first = fresh[0]?.number ?? 0;
  return [...known.filter((line) => line.number < first), ...fresh].slice(-mostLines);
}

function hear(text: string): void {
  const news = JSON.parse(text) as { type: string };
  if (news.type === "state") {
    arrivedAt.value = performance.now();
    house.value = news as unknown as House;
  } else if (news.type === "story") {
    story.value = withLines(story.value, (news as unknown as { lines: StoryLine[] }).lines);
  } else if (news.type === "over") {
    isOver.value = true;
  }
}

async function fetchOnce(): Promise<void> {
  const { look } = served.value;
  const [models, forms] = await Promise.all([fetch(look("models")), fetch(look("deeds"))]);
  if (!models.ok || !forms.ok) throw new Error("not a household");
  bodies.value = (await models.json()) as Record<string, Body>;
  deeds.value = (await forms.json()) as string[];
}

/** Connects, and again whenever the line is lost. Returns what ends that. */
export function startLink(where: Served = byItself): () => void {
  served.value = where;
  house.value = null;
  story.value = [];
  isOver.value = false;
  let attempt = 0;
  let isStopped = false;
  let open: WebSocket | undefined;
  const connect = async (): Promise<void> => {
    try {
      await fetchOnce();
      wasRefused.value = false;
      listen();
    } catch {
      wasRefused.value = true;
      retry();
    }
    if (isStopped) open?.close();
  };
  const retry = (): void => {
    setTimeout(() => {
      if (!isStopped && !isOver.value) void connect();
    }, backoffMs(attempt++));
  };
  const listen = (): void => {
    const socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${where.events}`);
    open = socket;
    socket.addEventListener("open", () => {
      attempt = 0;
      isLinked.value = true;
      story.value = [];
    });
    socket.addEventListener("message", (message) => {
      if (!isStopped) hear(String(message.data));
    });
    socket.addEventListener("close", () => {
      isLinked.value = false;
      if (!isStopped && !isOver.value) retry();
    });
  };
  void connect();
  return () => {
    isStopped = true;
    open?.close();
  };
}

/** Asks the household for something. What its app answers, and what is wrong, is said. @return Whether it was done. */
export async function order(name: string, body: object): Promise<boolean> {
  try {
    const answer = await fetch(served.value.order(name), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      keepalive: true,
    });
    const told = (await answer.json()) as { said?: string; error?: { sentence: string } };
    if (told.error) say(told.error.sentence, { tone: "fault" });
    else if (told.said) say(words.appSays(told.said));
    return answer.ok;
  } catch {
    say(words.unreachable, { tone: "fault" });
    return false;
  }
}
