// SPDX-License-Identifier: Apache-2.0
// The list of clips that fit a filter: fetched page by page, kept fresh by the hub's messages.
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { call, sentenceOf } from "../api/client";
import type { Clip } from "../api/types";
import { onHubMessage } from "../state/hub_messages";
import { type ClipFilter, fits, putClip, queryOf } from "./clip_list";

const pageSize = 48;

export function useClips(filter: ClipFilter) {
  const clips = useSignal<Clip[] | null>(null);
  const next = useSignal<string | null>(null);
  const error = useSignal<string | null>(null);
  // Answers to a question that is no longer asked are thrown away.
  const asked = useRef(0);
  const busy = useRef(false);
  const key = JSON.stringify(filter);

  const load = async (before?: string): Promise<void> => {
    if (before && busy.current) return;
    const question = ++asked.current;
    busy.current = true;
    try {
      const answer = await call("GET /clips", { query: { ...queryOf(filter), limit: pageSize, before } });
      if (question !== asked.current) return;
      const found = answer.clips.filter((clip) => fits(clip, filter));
      clips.value = before ? [...(clips.value ?? []), ...found] : found;
      next.value = answer.next;
      error.value = null;
    } catch (caught) {
      if (question === asked.current) error.value = sentenceOf(caught);
    } finally {
      if (question === asked.current) busy.current = false;
    }
  };
  useEffect(() => {
    clips.value = null;
    void load();
    return onHubMessage((message) => {
      const known = clips.value;
      if (message.type === "refetch") void load();
      if (known && message.type === "clip") clips.value = putClip(known, message.clip, fits(message.clip, filter));
      if (known && message.type === "clip_removed") clips.value = known.filter((clip) => clip.id !== message.id);
    });
    // The key stands for the filter; its object is new each time.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key]);
  return { clips, next, error, load };
}
