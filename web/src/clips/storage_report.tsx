// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { call } from "../api/client";
import type { CameraStorage, StorageUse } from "../api/types";
import { bytes } from "../state/format";
import { home } from "../state/home";
import { words } from "../strings";
import { clipWords } from "../strings/clips";
import { Icon } from "../ui/icon";
import { Notice } from "../ui/notices";

const text = clipWords.storage;
/** A camera with this share of the daily amount is the one that "takes most". */
const mostShare = 0.5;

const nameOf = (camera: CameraStorage): string => camera.name || words.clips.removedCamera;

/** How far back clips will reach, as a sentence. */
export function reachSentence(use: StorageUse): string {
  if (use.reach_days === null) return text.reachUnknown;
  if (use.reach_by_age) return text.reachByAge(use.reach_days);
  if (use.reach_days === 0) return text.reachNone;
  const hungriest = use.cameras.toSorted((a, b) => b.bytes_per_day - a.bytes_per_day)[0];
  const stands = hungriest && use.cameras.length > 1 && hungriest.bytes_per_day > use.bytes_per_day * mostShare;
  return text.reach(text.days(use.reach_days), stands ? nameOf(hungriest) : "");
}

function CameraShare({ camera, most }: { camera: CameraStorage; most: number }) {
  return (
    <li class="share">
      <span class="share-name">{nameOf(camera)}</span>
      <span class="share-bytes">{bytes(camera.bytes)}</span>
      <span class="share-bar" style={{ "--share": `${Math.max(1, (camera.bytes / Math.max(1, most)) * 100).toFixed(1)}%` }} />
      <small class="quiet">
        {text.clips(camera.clips)}
        {camera.bytes_per_day > 0 && ` · ${text.perDay(bytes(camera.bytes_per_day))}`}
        {camera.pinned_bytes > 0 && ` · ${text.kept(bytes(camera.pinned_bytes))}`}
      </small>
    </li>
  );
}

function useStorage(): StorageUse | null {
  const use = useSignal<StorageUse | null>(null);
  // The limits may change on this very page.
  const limits = JSON.stringify(home.value?.retention);
  useEffect(() => {
    const stop = new AbortController();
    call("GET /storage", { signal: stop.signal }).then(
      (answer) => (use.value = answer),
      () => {},
    );
    return () => stop.abort();
  }, [use, limits]);
  return use.value;
}

/** How full it is, how far back it will reach, and (folded) which camera takes what. */
export function StorageReport({ open = false }: { open?: boolean }) {
  const use = useStorage();
  if (!use) return null;
  const { storage } = use;
  const room = storage.limit_bytes || storage.clips_bytes + storage.free_bytes;
  const most = Math.max(...use.cameras.map((camera) => camera.bytes));
  return (
    <section class="storage-report" aria-label={text.title}>
      {storage.problem && (
        <Notice tone="fault" icon="alert">
          {storage.problem.sentence}
        </Notice>
      )}
      <details open={open}>
        <summary>
          <Icon name="storage" />
          <span class="storage-says">
            <strong>{reachSentence(use)}</strong>
            <span class="quiet">{text.used(bytes(storage.clips_bytes), bytes(room))}</span>
          </span>
          <progress class="storage-bar" max={1} value={Math.min(1, storage.clips_bytes / Math.max(1, room))} aria-label={text.used(bytes(storage.clips_bytes), bytes(room))} />
          <Icon name="down" />
        </summary>
        <ul class="shares" aria-label={text.shares}>
          {use.cameras.map((camera) => (
            <CameraShare key={camera.camera_id} camera={camera} most={most} />
          ))}
        </ul>
      </details>
    </section>
  );
}
