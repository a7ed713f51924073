// SPDX-License-Identifier: Apache-2.0
// What the hub says on the events WebSocket, and who in the app hears it.
import type { Alert, Camera, Clip, DoctorSession, Gap, Home, MotionEvent } from "../api/types";
import { applyCamera, applyMotion, forgetCamera } from "./cameras";
import { applyHome } from "./home";

export type HubMessage =
  | { type: "camera"; camera: Camera }
  | { type: "camera_removed"; id: string }
  | { type: "clip"; clip: Clip }
  | { type: "clip_removed"; id: string }
  | { type: "event"; event: MotionEvent }
  | { type: "gap"; gap: Gap }
  | { type: "home"; home: Home }
  | { type: "doctor"; session: DoctorSession }
  | { type: "alert"; alert: Alert }
  | { type: "alerts_seen"; alerts: string[] }
  | { type: "motion"; camera_id: string; score: number; motion: boolean }
  /** We were too slow and messages were dropped: everything has to be fetched anew. */
  | { type: "refetch" }
  | { type: "ping" };

type Listener = (message: HubMessage) => void;
const listeners = new Set<Listener>();

/** Hears each message after the stores took it in. Returns what stops it. */
export function onHubMessage(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function takeIn(message: HubMessage): void {
  switch (message.type) {
    case "camera":
      applyCamera(message.camera);
      break;
    case "camera_removed":
      forgetCamera(message.id);
      break;
    case "motion":
      applyMotion(message.camera_id, message.score, message.motion);
      break;
    case "home":
      applyHome(message.home);
      break;
    default:
      break;
  }
  for (const listener of listeners) listener(message);
}
