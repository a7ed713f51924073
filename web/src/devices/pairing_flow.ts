// SPDX-License-Identifier: Apache-2.0
// What the page for pairing keeps, apart from how it looks.
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { call, HubError, sentenceOf } from "../api/client";
import type { Device, PairRequest, WaitingCamera, Wifi } from "../api/types";
import { usePolling } from "../state/polled";
import { deviceWords } from "../strings/devices";
import { tailOf, triesOfCamera } from "./pairing_text";

const text = deviceWords.pair;
const lookEveryMs = 2000;
/** A camera that was told a wrong code dials again within a few seconds. */
const keptMs = 12_000;

export interface SeenCamera extends WaitingCamera {
  /** It waited a moment ago and does not just now. */
  away: boolean;
}

/** Keeps a camera that has gone for a moment, so that the list does not jump under a hand. */
export function merged(seen: ReadonlyMap<string, { camera: WaitingCamera; at: number }>, nowMs: number, newest: readonly WaitingCamera[]): SeenCamera[] {
  const here = new Set(newest.map(({ serial }) => serial));
  return [...seen.values()].filter(({ at }) => nowMs - at < keptMs).map(({ camera }) => Object.assign({ away: !here.has(camera.serial) }, camera));
}

/** The cameras that wait; null until the hub has answered once. */
export function useWaiting(): SeenCamera[] | null {
  const waiting = useSignal<SeenCamera[] | null>(null);
  const seen = useRef(new Map<string, { camera: WaitingCamera; at: number }>());
  usePolling(async () => {
    const newest = (await call("GET /pairing")).waiting;
    for (const camera of newest) seen.current.set(camera.serial, { camera, at: Date.now() });
    waiting.value = merged(seen.current, Date.now(), newest);
  }, lookEveryMs);
  return waiting.value;
}

export type Refusal =
  | { kind: "wrong"; sentence: string }
  | { kind: "registered" }
  | { kind: "other"; sentence: string };

/** What a refusal means for the person who typed the code or scanned the label. `wrongTries` counts this one. */
export function refusalOf(error: unknown, { serial, code }: { serial: string; code?: string }, wrongTries: number): Refusal {
  if (error instanceof HubError && error.code === "already_exists") return { kind: "registered" };
  if (code && error instanceof HubError && error.code === "permission_denied") return { kind: "wrong", sentence: text.wrongCode(tailOf(serial), triesOfCamera - wrongTries) };
  return { kind: "other", sentence: sentenceOf(error) };
}

const registered = "serial number already registered";

/** The hub answers a contest that has begun in the words of an error: the camera is not ours yet. */
const contestBegan = (error: unknown): boolean => error instanceof HubError && error.code === "already_exists" && error.message !== registered;

export interface Pairing {
  busy: boolean;
  refusal: Refusal | null;
  /** The other home has been asked. */
  asked: boolean;
  pair: (request: PairRequest & { serial: string }) => Promise<void>;
  clear: () => void;
}

export function usePairing(onPaired: (device: Device) => void): Pairing {
  const busy = useSignal(false);
  const refusal = useSignal<Refusal | null>(null);
  const asked = useSignal(false);
  const wrongTries = useRef(new Map<string, number>());
  const fail = (error: unknown, request: PairRequest & { serial: string }): void => {
    const { serial } = request;
    if (request.contest && contestBegan(error)) {
      asked.value = true;
      return;
    }
    const before = wrongTries.current.get(serial) ?? 0;
    // The fifth wrong try closes the camera's pairing; what comes later is a new window.
    const tries = before >= triesOfCamera ? 1 : before + 1;
    const found = refusalOf(error, request, tries);
    if (found.kind === "wrong") wrongTries.current.set(serial, tries);
    refusal.value = found;
  };
  const pair = async (request: PairRequest & { serial: string }): Promise<void> => {
    if (busy.value) return;
    busy.value = true;
    refusal.value = null;
    try {
      onPaired(await pairPatiently(request));
    } catch (error) {
      fail(error, request);
    } finally {
      busy.value = false;
    }
  };
  const clear = (): void => {
    refusal.value = null;
    asked.value = false;
  };
  return { busy: busy.value, refusal: refusal.value, asked: asked.value, pair, clear };
}

const againMs = 1000;

/** Asks the hub; a camera that has just gone, to dial again after a wrong code, is waited for. */
export async function pairPatiently(request: PairRequest, patienceMs = keptMs, pauseMs = againMs): Promise<Device> {
  const deadline = Date.now() + patienceMs;
  while (true) {
    try {
      return await call("POST /pairing", { body: request });
    } catch (error) {
      const gone = error instanceof HubError && error.code === "not_found";
      if (!gone || Date.now() >= deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}

/** Nothing typed: the camera stays in the network that it is in. */
export const wifiOf = (ssid: string, password: string): Wifi | null => (ssid.trim() ? { ssid: ssid.trim(), password } : null);
