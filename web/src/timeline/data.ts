// SPDX-License-Identifier: Apache-2.0
// What the timeline shows: fetched for a little more than the view, kept fresh by the hub's messages.
import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { call, sentenceOf } from "../api/client";
import type { CameraTimeline, Timeline } from "../api/types";
import { type HubMessage, onHubMessage } from "../state/hub_messages";
import { spanOf, type TimeView } from "./view";

export interface TimelineData {
  cameras: CameraTimeline[];
  /** What has been fetched. */
  span: TimeView;
}

function put<T extends { id: string }>(items: readonly T[], item: T): T[] {
  const at = items.findIndex((one) => one.id === item.id);
  return at < 0 ? [...items, item] : items.with(at, item);
}

/** The timeline with a message of the hub taken in. */
export function withMessage(cameras: readonly CameraTimeline[], message: HubMessage): CameraTimeline[] {
  return cameras.map((row) => {
    if (message.type === "clip" && message.clip.camera_id === row.camera_id) return { ...row, clips: put(row.clips, message.clip) };
    if (message.type === "gap" && message.gap.camera_id === row.camera_id) return { ...row, gaps: put(row.gaps, message.gap) };
    if (message.type === "event" && message.event.camera_id === row.camera_id) return { ...row, events: put(row.events, message.event) };
    if (message.type === "clip_removed" && row.clips.some((clip) => clip.id === message.id))
      return { ...row, clips: row.clips.filter((clip) => clip.id !== message.id) };
    return row;
  });
}

/** A third more on each side, so that a small move needs no new fetch. */
export function fetchSpan(view: TimeView): TimeView {
  const more = spanOf(view) / 3;
  return { from: view.from - more, to: view.to + more };
}

/** True when the view has left what was fetched, or is so small in it that the fetch was for another zoom. */
export function needsFetch(view: TimeView, fetched: TimeView | undefined): boolean {
  return !fetched || view.from < fetched.from || view.to > fetched.to || spanOf(fetched) > spanOf(view) * 12;
}

const settleMs = 150;

export function useTimeline(view: TimeView, cameraId?: string): { data: Signal<TimelineData | null>; error: Signal<string | null> } {
  const data = useSignal<TimelineData | null>(null);
  const error = useSignal<string | null>(null);
  // Counts up when messages were lost, so that what is shown is fetched anew.
  const stale = useSignal(0);
  const fetchedAt = useRef(0);
  useEffect(() => {
    if (!needsFetch(view, data.value?.span) && fetchedAt.current === stale.value) return undefined;
    fetchedAt.current = stale.value;
    const stop = new AbortController();
    const load = async (): Promise<void> => {
      const span = fetchSpan(view);
      const query = { from: new Date(span.from).toISOString(), to: new Date(span.to).toISOString(), camera: cameraId };
      try {
        const answer: Timeline = await call("GET /timeline", { query, signal: stop.signal });
        data.value = { cameras: answer.cameras, span };
        error.value = null;
      } catch (caught) {
        if (!stop.signal.aborted) error.value = sentenceOf(caught);
      }
    };
    const timer = setTimeout(() => void load(), data.value ? settleMs : 0);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [view, cameraId, data, error, stale.value]);
  useEffect(
    () =>
      onHubMessage((message) => {
        const before = data.value;
        if (message.type === "refetch") stale.value += 1;
        else if (before) data.value = { ...before, cameras: withMessage(before.cameras, message) };
      }),
    [data, stale],
  );
  return { data, error };
}
