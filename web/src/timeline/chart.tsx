// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { CameraTimeline } from "../api/types";
import { cameraNames } from "../state/cameras";
import { now } from "../state/clock";
import { words } from "../strings";
import { useGestures } from "./gestures";
import { Knob } from "./knob";
import { ticksOf } from "./layout";
import { type Pointed, pointedAt } from "./readout";
import { SpanHandles } from "./span_handles";
import { type Pointing, Track } from "./track";
import { kept, spanOf, type TimeView } from "./view";

interface Props {
  rows: readonly CameraTimeline[];
  view: TimeView;
  onView: (view: TimeView) => void;
  /** Without names at the left, for a page of one camera. */
  bare?: boolean;
  /** The moment in hand, ms since 1970; null for none yet. */
  at: number | null;
  /** The camera whose line the knob belongs to. */
  active: string | undefined;
  onScrub: (camera: string, ms: number) => void;
  onPlay: (camera: string, pointed: Pointed) => void;
  /** A span that is being chosen. */
  span: TimeView | null;
  onSpan: (span: TimeView) => void;
}

const namesWidth = 150;
const narrow = 640;

function Hatch() {
  return (
    <svg class="hatch-source" width="0" height="0" aria-hidden="true">
      <defs>
        <pattern id="gap-hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect class="hatch-ground" width="8" height="8" />
          <rect class="hatch-stroke" width="3" height="8" />
        </pattern>
        <pattern id="paused-hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
          <rect class="hatch-paused" width="1.5" height="8" />
        </pattern>
      </defs>
    </svg>
  );
}

/** The width that the lines have, and where they begin. */
function useGeometry(bare: boolean) {
  const element = useRef<HTMLDivElement>(null);
  const size = useSignal(0);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      size.value = Math.floor(entry?.contentRect.width ?? 0);
    });
    if (element.current) observer.observe(element.current);
    return () => observer.disconnect();
  }, [size]);
  const left = bare || size.value < narrow ? 0 : namesWidth;
  return { element, left, width: Math.max(0, size.value - left) };
}

/** The drawn timeline. The list below it says the same in words for those who do not see it. */
export function TimelineChart({ rows, view, onView, bare = false, at, active, onScrub, onPlay, span, onSpan }: Props) {
  const { element, left, width } = useGeometry(bare);
  const pointing = useSignal<Pointing | null>(null);
  const ground = useRef<HTMLDivElement>(null);
  const latest = useRef({ view, onView, left, width });
  latest.current = { view, onView, left, width };
  const surface = useMemo(
    () => ({
      view: () => latest.current.view,
      width: () => latest.current.width,
      left: () => latest.current.left,
      change: (next: TimeView) => {
        pointing.value = null;
        latest.current.onView(kept(next, now.value));
      },
    }),
    [pointing],
  );
  useGestures(element, surface);

  const ticks = ticksOf(view, width);
  const row = rows.find((one) => one.camera_id === active) ?? rows[0];
  const knobAt = at ?? (view.from < now.value && now.value < view.to ? now.value : (view.from + view.to) / 2);
  const scrub = (ms: number): void => {
    if (!row) return;
    pointing.value = { camera: row.camera_id, ms, by: "knob" };
    onScrub(row.camera_id, ms);
  };
  const playKnob = (): void => {
    if (!row) return;
    pointing.value = null;
    onPlay(row.camera_id, pointedAt(row, knobAt, 4, spanOf(view) / width, now.value));
  };
  return (
    // The keys work on the chart as a whole; what it holds is in the list below.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div class="chart" data-names={left > 0} ref={element} tabIndex={0} role="group" aria-label={words.timeline.chartLabel}>
      <Hatch />
      <div class="axis" style={{ marginLeft: `${left}px` }}>
        {ticks.map((tick) => (
          <span key={tick.x} class={tick.strong ? "axis-strong" : undefined} style={{ left: `${tick.x}px` }}>
            {tick.label}
          </span>
        ))}
      </div>
      {width > 0 &&
        rows.map((one) => (
          <div key={one.camera_id} class="chart-row">
            {!bare && (
              <a class="chart-name" href={`/cameras/${one.camera_id}`}>
                {cameraNames.value.get(one.camera_id) ?? words.clips.removedCamera}
              </a>
            )}
            <Track
              row={one}
              view={view}
              width={width}
              ticks={ticks}
              nowMs={now.value}
              pointing={pointing.value?.camera === one.camera_id ? pointing.value : null}
              onPoint={(next) => {
                // The mouse leaving a line takes nothing from the knob.
                if (next || pointing.value?.by !== "knob") pointing.value = next;
              }}
              onPlay={(pointed) => {
                pointing.value = null;
                onPlay(one.camera_id, pointed);
              }}
            />
          </div>
        ))}
      <div class="chart-over" ref={ground} style={{ left: `${left}px`, width: `${width}px` }}>
        {width > 0 && row && !span && (
          <Knob row={row} view={view} width={width} ground={ground} at={knobAt} nowMs={now.value} onMove={scrub} onPlay={playKnob} onLeave={() => (pointing.value = null)} onView={surface.change} />
        )}
        {width > 0 && span && <SpanHandles span={span} view={view} width={width} ground={ground} nowMs={now.value} onSpan={onSpan} />}
      </div>
    </div>
  );
}
