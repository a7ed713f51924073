// SPDX-License-Identifier: Apache-2.0
import { call, sentenceOf } from "../api/client";
import type { Clip } from "../api/types";
import { takeIn } from "../state/hub_messages";
import { say } from "../state/toasts";
import { words } from "../strings";

/** Keeps a clip from being removed to make room, or no longer. Returns the clip as the hub has it now. */
export async function setPinned(clip: Clip, pinned: boolean): Promise<Clip> {
  try {
    const changed = await call("PATCH /clips/{id}", { id: clip.id, body: { pinned } });
    takeIn({ type: "clip", clip: changed });
    say(pinned ? words.clip.nowKept : words.clip.notKept);
    return changed;
  } catch (error) {
    say(sentenceOf(error), { tone: "fault" });
    return clip;
  }
}

/** The clips right before and after this one, of the same camera. */
export async function neighbours(clip: Clip): Promise<{ older: Clip | null; newer: Clip | null }> {
  const [before, after] = await Promise.all([
    call("GET /clips", { query: { camera: clip.camera_id, before: clip.id, limit: 1 } }),
    nextAfter(clip),
  ]);
  return { older: before.clips[0] ?? null, newer: after };
}

const dayMs = 86_400_000;

/** The hub lists newest first, so the next clip is the oldest of a stretch after this one; the stretch grows until it holds one. */
async function nextAfter(clip: Clip): Promise<Clip | null> {
  const start = Date.parse(clip.start);
  for (const days of [0.25, 4, 400]) {
    const query = { camera: clip.camera_id, from: clip.start, to: new Date(start + days * dayMs).toISOString(), limit: 200 };
    const { clips } = await call("GET /clips", { query });
    const later = clips.filter((one) => one.id !== clip.id && Date.parse(one.start) > start);
    if (later.length > 0) return later.at(-1) ?? null;
  }
  return null;
}
