// SPDX-License-Identifier: Apache-2.0
// What is done to many clips at once. A deleted clip waits on the hub, not here, until it can no longer be brought back:
// closing the page changes nothing.
import { call, exportUrl, sentenceOf } from "../api/client";
import type { Clip } from "../api/types";
import { bytes } from "../state/format";
import { takeIn } from "../state/hub_messages";
import { say } from "../state/toasts";
import { clipWords } from "../strings/clips";

const undoShownMs = 12_000;

async function attempt(act: () => Promise<void>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    say(sentenceOf(error), { tone: "fault" });
    return false;
  }
}

export function pinClips(ids: string[], pinned: boolean): Promise<boolean> {
  return attempt(async () => {
    const { clips } = await call("PATCH /clips", { body: { clips: ids, pinned } });
    for (const clip of clips) takeIn({ type: "clip", clip });
    say(pinned ? clipWords.kept(clips.length) : clipWords.keptNo(clips.length));
  });
}

export function bringBack(ids: string[]): Promise<boolean> {
  return attempt(async () => {
    const { clips } = await call("PATCH /clips", { body: { clips: ids, deleted: false } });
    for (const clip of clips) takeIn({ type: "clip", clip });
    say(clips.length > 0 ? clipWords.back(clips.length) : clipWords.backNone);
  });
}

/** `undone` runs once they are back. */
export function deleteClips(ids: string[], undone: () => void = () => {}): Promise<boolean> {
  return attempt(async () => {
    await call("PATCH /clips", { body: { clips: ids, deleted: true } });
    for (const id of ids) takeIn({ type: "clip_removed", id });
    say(clipWords.deleted(ids.length), { shownMs: undoShownMs, undo: () => void bringBack(ids).then((back) => back && undone()) });
  });
}

/** Minutes east of UTC at that moment, here: files in an archive are named by the time that people read. */
const eastOfUtc = (iso: string): number => -new Date(iso).getTimezoneOffset();

/** Makes an archive ready and hands it to the browser, which shows how far the download is. */
export function exportClips(clips: readonly Clip[]): Promise<boolean> {
  return attempt(async () => {
    const wanted = clips.map(({ id, start }) => ({ id, utc_offset_min: eastOfUtc(start) }));
    const ready = await call("POST /exports", { body: { clips: wanted } });
    const link = document.createElement("a");
    link.href = exportUrl(ready.id);
    link.download = "";
    link.click();
    const size = bytes(ready.size_bytes);
    say(ready.left_out > 0 ? clipWords.exportingWithout(ready.clips, size, ready.left_out) : clipWords.exporting(ready.clips, size));
  });
}
