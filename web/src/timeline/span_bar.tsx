// SPDX-License-Identifier: Apache-2.0
import { spanVideoUrl } from "../api/client";
import type { CameraTimeline } from "../api/types";
import { cameraNames } from "../state/cameras";
import { now } from "../state/clock";
import { duration, preciseTime } from "../state/format";
import { words } from "../strings";
import { clipWords } from "../strings/clips";
import { Button, LinkButton } from "../ui/button";
import { Choice } from "../ui/field";
import { spanFault } from "./span";
import { spanOf, type TimeView } from "./view";

const text = clipWords.span;

interface Props {
  rows: readonly CameraTimeline[];
  camera: string;
  span: TimeView;
  onCamera: (camera: string) => void;
  onClose: () => void;
}

/** What the two handles hold, and the way to have it as a file. */
export function SpanBar({ rows, camera, span, onCamera, onClose }: Props) {
  const fault = spanFault(rows.find((row) => row.camera_id === camera), span, now.value);
  const names = rows.map((row) => [row.camera_id, cameraNames.value.get(row.camera_id) ?? words.clips.removedCamera] as const);
  return (
    <section class="span-bar" aria-label={text.title}>
      {rows.length > 1 && <Choice label={text.camera} value={camera} options={names} onChange={onCamera} />}
      <div class="span-says">
        <strong role="status">{text.of(preciseTime(span.from), preciseTime(span.to), duration(spanOf(span) / 1000))}</strong>
        <span class="quiet">{fault === "nothing" ? text.nothing : fault === "too_long" ? text.tooLong : text.starts}</span>
        <span class="quiet">{text.help}</span>
      </div>
      {fault === null && (
        <LinkButton tone="main" icon="download" href={spanVideoUrl(camera, span.from, span.to)} download>
          {text.download}
        </LinkButton>
      )}
      <Button icon="close" onClick={onClose}>
        {text.cancel}
      </Button>
    </section>
  );
}
