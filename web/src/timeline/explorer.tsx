// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import type { CameraTimeline } from "../api/types";
import { now } from "../state/clock";
import { words } from "../strings";
import { clipWords } from "../strings/clips";
import { Button } from "../ui/button";
import { TimelineChart } from "./chart";
import type { Moment } from "./moment";
import { Playback } from "./playback";
import type { Pointed } from "./readout";
import { firstSpan } from "./span";
import { SpanBar } from "./span_bar";
import type { TimeView } from "./view";

interface Props {
  rows: readonly CameraTimeline[];
  view: TimeView;
  onView: (view: TimeView) => void;
  bare?: boolean;
}

/** The timeline to work with: pictures of any moment, playing from it, a span to download. */
export function TimelineExplorer({ rows, view, onView, bare = false }: Props) {
  const at = useSignal<number | null>(null);
  const active = useSignal<string | undefined>(undefined);
  const playing = useSignal<Moment | null>(null);
  const span = useSignal<TimeView | null>(null);
  const camera = active.value ?? rows[0]?.camera_id;
  const row = rows.find((one) => one.camera_id === playing.value?.clip.camera_id);

  const play = (id: string, { ms, moment }: Pointed): void => {
    active.value = id;
    at.value = ms;
    if (moment) playing.value = moment;
  };
  return (
    <>
      {playing.value && (
        <Playback bare={bare} row={row} moment={playing.value} onTime={(ms) => (at.value = ms)} onMoment={(next) => (playing.value = next)} onClose={() => (playing.value = null)} />
      )}
      <TimelineChart
        bare={bare}
        rows={rows}
        view={view}
        onView={onView}
        at={at.value}
        active={camera}
        onScrub={(id, ms) => {
          active.value = id;
          at.value = ms;
        }}
        onPlay={play}
        span={span.value}
        onSpan={(next) => (span.value = next)}
      />
      {span.value && camera ? (
        <SpanBar rows={rows} camera={camera} span={span.value} onCamera={(id) => (active.value = id)} onClose={() => (span.value = null)} />
      ) : (
        <div class="chart-foot">
          <p class="chart-help">
            {matchMedia("(hover: none)").matches ? clipWords.scrub.hintTouch : `${clipWords.scrub.hint} ${words.timeline.help}`}
          </p>
          <Button icon="download" disabled={rows.length === 0} onClick={() => (span.value = firstSpan(view, now.value))}>
            {clipWords.span.start}
          </Button>
        </div>
      )}
    </>
  );
}
