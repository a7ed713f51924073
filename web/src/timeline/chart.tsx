// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { CameraTimeline } from "../api/types";
import { cameraNames } from "../state/cameras";
import { now } from "../state/clock";
import { words } from "../strings";
import { useGestures } from "./gestures";
import { ticksOf } from "./layout";
import { Track } from "./track";
import { kept, type TimeView } from "./view";

interface Props {
  rows: readonly CameraTimeline[];
  view: TimeView;
  onView: (view: TimeView) => void;
  /** Without names at the left, for a page of one camera. */
  bare?: boolean;
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

/** The drawn timeline. The list below it says the same in words for those who do not see it. */
export function TimelineChart({ rows, view, onView, bare }: Props) {
  const element = useRef<HTMLDivElement>(null);
  const size = useSignal(0);
  const latest = useRef({ view, onView });
  latest.current = { view, onView };

  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      size.value = Math.floor(entry?.contentRect.width ?? 0);
    });
    if (element.current) observer.observe(element.current);
    return () => observer.disconnect();
  }, [size]);

  const left = bare || size.value < narrow ? 0 : namesWidth;
  const width = Math.max(0, size.value - left);
  const geometry = useRef({ left, width });
  geometry.current = { left, width };
  const surface = useMemo(
    () => ({
      view: () => latest.current.view,
      width: () => geometry.current.width,
      left: () => geometry.current.left,
      change: (next: TimeView) => latest.current.onView(kept(next, now.value)),
    }),
    [],
  );
  useGestures(element, surface);

  const ticks = ticksOf(view, width);
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
        rows.map((row) => (
          <div key={row.camera_id} class="chart-row">
            {!bare && (
              <a class="chart-name" href={`/cameras/${row.camera_id}`}>
                {cameraNames.value.get(row.camera_id) ?? words.clips.removedCamera}
              </a>
            )}
            <Track row={row} view={view} width={width} ticks={ticks} nowMs={now.value} />
          </div>
        ))}
    </div>
  );
}
