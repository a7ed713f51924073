// SPDX-License-Identifier: Apache-2.0
import { cameraPictureUrl } from "../api/client";
import { isoDay, preciseTime } from "../state/format";

/** "Front porch 2026-11-21 14.05.10.jpg": a name that every system can store. */
export function snapshotName(camera: string, ms: number): string {
  const plain = camera.replaceAll(/[^\p{L}\p{N} _-]/gu, "").trim() || "camera";
  return `${plain} ${isoDay(ms)} ${preciseTime(ms).replaceAll(":", ".")}.jpg`;
}

async function pictureOf(video: HTMLVideoElement | null, cameraId: string): Promise<Blob> {
  if (video && video.videoWidth > 0 && video.dataset.shown === "true") {
    const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
    canvas.getContext("2d")?.drawImage(video, 0, 0);
    return canvas.convertToBlob({ type: "image/jpeg", quality: 0.92 });
  }
  const answer = await fetch(cameraPictureUrl(cameraId), { cache: "no-cache" });
  if (!answer.ok) throw new Error("no picture");
  return answer.blob();
}

/** Saves what the camera shows now: the frame on the screen, or the hub's newest picture. */
export async function saveSnapshot(video: HTMLVideoElement | null, camera: { id: string; name: string }, nowMs: number): Promise<void> {
  const url = URL.createObjectURL(await pictureOf(video, camera.id));
  const link = document.createElement("a");
  link.href = url;
  link.download = snapshotName(camera.name, nowMs);
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
