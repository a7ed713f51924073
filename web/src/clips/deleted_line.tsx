// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { call } from "../api/client";
import type { DeletedClips } from "../api/types";
import { clockTime } from "../state/format";
import { onHubMessage } from "../state/hub_messages";
import { clipWords } from "../strings/clips";
import { Button } from "../ui/button";
import { Notice } from "../ui/notices";
import { bringBack } from "./bulk_actions";

const settleMs = 300;

/** What was deleted in the last minutes, by whomever and wherever, and the way back. */
export function DeletedLine() {
  const deleted = useSignal<DeletedClips | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const load = (): void => {
      call("GET /clips/deleted").then(
        (answer) => (deleted.value = answer),
        () => (deleted.value = null),
      );
    };
    load();
    const stop = onHubMessage((message) => {
      if (message.type !== "clip_removed" && message.type !== "clip" && message.type !== "refetch") return;
      clearTimeout(timer);
      timer = setTimeout(load, settleMs);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [deleted]);
  const waiting = deleted.value;
  if (!waiting?.until) return null;
  const ids = waiting.clips.map((clip) => clip.id);
  return (
    <Notice tone="plain" icon="trash" action={<Button icon="undo" onClick={() => void bringBack(ids)}>{clipWords.waiting.action}</Button>}>
      {clipWords.waiting.text(ids.length, clockTime(Date.parse(waiting.until)))}
    </Notice>
  );
}
