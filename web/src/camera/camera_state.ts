// SPDX-License-Identifier: Apache-2.0
import type { Camera } from "../api/types";
import { words } from "../strings";
import type { IconName } from "../ui/icon";

export interface StateLine {
  tone: "good" | "waiting" | "fault" | "off";
  icon: IconName;
  label: string;
  /** One sentence on the cause, when there is one. */
  detail: string | null;
  /** When the next try is due, or null when there is none. */
  next: string | null;
}

function nextTry(camera: Camera, nowMs: number): string {
  const seconds = camera.next_try_at ? Math.ceil((Date.parse(camera.next_try_at) - nowMs) / 1000) : 0;
  return seconds > 0 ? words.camera.nextTry(seconds) : words.camera.tryingNow;
}

/** What a camera's state means, in words. `hubReached` false: we only know what was. */
export function stateLine(camera: Camera, nowMs: number, hubReached: boolean): StateLine {
  if (!hubReached) return { tone: "waiting", icon: "unplug", label: words.camera.unknown, detail: null, next: null };
  const detail = camera.cause?.sentence ?? camera.problem?.sentence ?? null;
  switch (camera.state) {
    case "live":
      return { tone: "good", icon: "check", label: words.camera.live, detail, next: null };
    case "connecting":
      return { tone: "waiting", icon: "retry", label: words.camera.connecting, detail, next: null };
    case "retrying":
      return { tone: "fault", icon: "alert", label: words.camera.noPicture, detail, next: camera.cause?.next ?? nextTry(camera, nowMs) };
    case "asleep":
      return { tone: "good", icon: "moon", label: words.camera.asleep, detail: words.camera.asleepMeans, next: null };
    case "paused":
      return { tone: "off", icon: "pause", label: words.camera.paused, detail: words.camera.pausedMeans, next: null };
  }
}

/** The sentence over the wall: how many cameras see, and who does not. */
export function wallSummary(cameras: Camera[], hubReached: boolean): string {
  if (!hubReached) return words.wall.unknown;
  const paused = cameras.filter((camera) => camera.state === "paused");
  const watching = cameras.filter((camera) => camera.state === "live" || camera.state === "asleep").length;
  const blind = cameras.filter((camera) => camera.state === "retrying").map((camera) => camera.settings.name);
  const first = words.wall.watching(watching, cameras.length - paused.length);
  const second = blind.length > 0 ? ` ${words.wall.blind(blind)}` : "";
  const third = paused.length > 0 ? ` ${words.wall.paused(paused.length)}` : "";
  return `${first}${second}${third}`;
}
