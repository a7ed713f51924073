// SPDX-License-Identifier: Apache-2.0
import { clipThumbnailUrl } from "../api/client";
import type { Clip } from "../api/types";
import { cameraNames } from "../state/cameras";
import { clockTime, duration } from "../state/format";
import { words } from "../strings";
import { Icon } from "../ui/icon";

export function clipCameraName(clip: Clip): string {
  return cameraNames.value.get(clip.camera_id) ?? words.clips.removedCamera;
}

/** A clip as a card: its picture, where, when and how long. */
export function ClipCard({ clip, day, tabIndex }: { clip: Clip; day?: string; tabIndex?: number }) {
  const start = Date.parse(clip.start);
  return (
    <a class="clip-card" href={`/clips/${clip.id}`} tabIndex={tabIndex}>
      <span class="clip-thumb">
        {/* A clip gets its picture when it ends. */}
        {clip.end && <img src={clipThumbnailUrl(clip.id)} alt="" loading="lazy" decoding="async" width="320" height="180" />}
        <span class="clip-length">{clip.end ? duration(clip.duration_s) : words.clips.recordingNow}</span>
        {clip.pinned && (
          <span class="clip-pin">
            <Icon name="pin" />
            <span class="sr-only">{words.clips.pinned}</span>
          </span>
        )}
      </span>
      <span class="clip-where">{clipCameraName(clip)}</span>
      <span class="clip-when">
        {day ? `${day} ` : ""}
        {clockTime(start)} · {words.clips.kinds[clip.kind]}
      </span>
    </a>
  );
}
