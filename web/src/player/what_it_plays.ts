// SPDX-License-Identifier: Apache-2.0
// What this browser can play, as far as it says so itself.

type SourceClass = typeof MediaSource;

/** Media Source, or on iPhones the managed one. */
export function sourceClass(): SourceClass | undefined {
  return (globalThis as { ManagedMediaSource?: SourceClass }).ManagedMediaSource ?? globalThis.MediaSource;
}

/** Main profile, level 4: what cameras send. */
const h265 = 'video/mp4; codecs="hvc1.1.6.L120.90"';

export function playsH265(): boolean {
  return sourceClass()?.isTypeSupported(h265) ?? (playsHls() && document.createElement("video").canPlayType(h265) === "probably");
}

export function playsHls(): boolean {
  return document.createElement("video").canPlayType("application/vnd.apple.mpegurl") !== "";
}
