// SPDX-License-Identifier: Apache-2.0
import { computed, signal } from "@preact/signals";
import { call } from "../api/client";
import type { Camera, CameraSettings } from "../api/types";

/** All cameras in the hub's order; null until the hub has told us once. */
export const cameras = signal<Camera[] | null>(null);

/** Newest motion score of each camera, 0 to 1. Apart from `cameras` because it changes twice a second. */
export const motionScores = signal<Record<string, number>>({});

export const cameraNames = computed(() => new Map((cameras.value ?? []).map((camera) => [camera.id, camera.settings.name])));

export function cameraById(id: string): Camera | undefined {
  return cameras.value?.find((camera) => camera.id === id);
}

/** Takes in what the hub says about one camera: a change, or a new camera at the end. */
export function applyCamera(camera: Camera): void {
  const known = cameras.value ?? [];
  const at = known.findIndex((one) => one.id === camera.id);
  cameras.value = at < 0 ? [...known, camera] : known.with(at, camera);
}

export function applyMotion(id: string, score: number, moving: boolean): void {
  motionScores.value = { ...motionScores.value, [id]: score };
  const camera = cameraById(id);
  if (camera && camera.motion !== moving) applyCamera({ ...camera, motion: moving });
}

export function forgetCamera(id: string): void {
  cameras.value = (cameras.value ?? []).filter((camera) => camera.id !== id);
}

export async function loadCameras(): Promise<void> {
  cameras.value = (await call("GET /cameras")).cameras;
}

export async function changeCamera(id: string, changes: Partial<CameraSettings>): Promise<void> {
  applyCamera(await call("PATCH /cameras/{id}", { id, body: changes }));
}

export async function removeCamera(id: string, clips: "keep" | "delete"): Promise<void> {
  await call("DELETE /cameras/{id}", { id, query: { clips } });
  forgetCamera(id);
}
