// SPDX-License-Identifier: Apache-2.0
import { now } from "../state/clock";
import { bytes, dayName } from "../state/format";
import { home } from "../state/home";
import { words } from "../strings";
import { Icon } from "./icon";

/** How full the hub's storage is, how far back clips go, and what happens when it is full. */
export function StorageLine() {
  const storage = home.value?.storage;
  if (!storage) return null;
  const room = storage.limit_bytes || storage.clips_bytes + storage.free_bytes;
  const share = room > 0 ? Math.min(1, storage.clips_bytes / room) : 0;
  const oldest = storage.oldest_clip_at ? dayName(Date.parse(storage.oldest_clip_at), now.value) : null;
  return (
    <section class="storage" aria-label={words.storage.title}>
      <Icon name="storage" />
      <div class="storage-text">
        <span>{words.storage.used(bytes(storage.clips_bytes), bytes(room))}</span>
        <span class="quiet">{oldest ? words.storage.since(oldest) : words.storage.empty}</span>
      </div>
      <progress class="storage-bar" max={1} value={share} aria-label={words.storage.title} />
    </section>
  );
}
