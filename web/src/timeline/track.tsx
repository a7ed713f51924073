// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import { clipThumbnailUrl } from "../api/client";
import type { CameraTimeline, Clip, Gap } from "../api/types";
import { go } from "../router";
import { clockTime, duration, preciseTime } from "../state/format";
import { words } from "../strings";
import { Icon } from "../ui/icon";
import { type Bar, barAt, barsOf, itemAt, type Tick, timeAt, xOf } from "./layout";
import type { TimeView } from "./view";

const height = 56;
const barTop = 12;
const barHeight = 32;

interface Props {
  row: CameraTimeline;
  view: TimeView;
  width: number;
  ticks: readonly Tick[];
  nowMs: number;
}

type Pointed = { x: number; kind: "clip"; clip: Clip; more: number } | { x: number; kind: "gap"; gap: Gap } | null;

const openFor = (gap: Gap, nowMs: number): number => ((gap.end ? Date.parse(gap.end) : nowMs) - Date.parse(gap.start)) / 1000;

/** What is under the pointer, said in words. */
function Readout({ pointed, width, nowMs }: { pointed: NonNullable<Pointed>; width: number; nowMs: number }) {
  const left = `${Math.min(Math.max(pointed.x, 125), Math.max(125, width - 125))}px`;
  if (pointed.kind === "gap") {
    const { gap } = pointed;
    return (
      <div class="readout" style={{ left }}>
        <strong>
          <Icon name="alert" /> {words.timeline.gap(duration(openFor(gap, nowMs)))}
        </strong>
        <span>{gap.sentence}</span>
        <small>
          {clockTime(Date.parse(gap.start))} – {gap.end ? clockTime(Date.parse(gap.end)) : words.timeline.stillGoing}
        </small>
      </div>
    );
  }
  const { clip, more } = pointed;
  return (
    <div class="readout readout-clip" style={{ left }}>
      {clip.end && <img src={clipThumbnailUrl(clip.id)} alt="" width="208" height="117" />}
      <strong>
        {preciseTime(Date.parse(clip.start))} · {words.clips.kinds[clip.kind]}
      </strong>
      <small>
        {clip.end ? duration(clip.duration_s) : words.clips.recordingNow}
        {more > 0 && ` · ${words.timeline.moreHere(more)}`}
      </small>
    </div>
  );
}

function ClipBars({ bars }: { bars: ReadonlyArray<Bar<Clip>> }) {
  return (
    <>
      {bars.map((bar) => {
        const first = bar.items[0];
        const ring = bar.items.some((clip) => clip.kind === "ring");
        const steady = bar.items.every((clip) => clip.kind === "continuous");
        return (
          <g key={first?.id} class={steady ? "bar-steady" : "bar-clip"} data-open={bar.items.some((clip) => !clip.end)}>
            <rect x={bar.x} y={steady ? barTop + 9 : barTop} width={bar.width} height={steady ? barHeight - 18 : barHeight} rx={Math.min(4, bar.width / 2)} />
            {ring && <circle cx={bar.x + bar.width / 2} cy={barTop - 5} r="3.5" />}
          </g>
        );
      })}
    </>
  );
}

/** One camera's line: clips as lit bars, gaps hatched, the future shaded. */
export function Track({ row, view, width, ticks, nowMs }: Props) {
  const pointed = useSignal<Pointed>(null);
  const clipBars = barsOf(row.clips, view, width, nowMs);
  const gapBars = barsOf(row.gaps, view, width, nowMs, 0);
  const nowX = xOf(nowMs, view, width);

  const find = (x: number, reach: number): Pointed => {
    const bar = barAt(clipBars, x, reach);
    const clip = bar && itemAt(bar, timeAt(x, view, width));
    if (clip) return { kind: "clip", x, clip, more: bar.items.length - 1 };
    const gap = barAt(gapBars, x, reach)?.items[0];
    return gap ? { kind: "gap", x, gap } : null;
  };
  const point = (event: PointerEvent): void => {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    pointed.value = find(event.clientX - box.left, event.pointerType === "touch" ? 14 : 4);
  };
  const open = (): void => {
    if (pointed.value?.kind === "clip") go(`/clips/${pointed.value.clip.id}`);
  };

  return (
    // For pointers only: the list below the chart holds the same as links.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
    <div
      class="track"
      data-points={pointed.value?.kind}
      onPointerMove={point}
      onPointerDown={point}
      onPointerLeave={(event) => event.pointerType !== "touch" && (pointed.value = null)}
      onClick={open}
    >
      <svg width={width} height={height} aria-hidden="true">
        {ticks.map((tick) => (
          <line key={tick.x} class={tick.strong ? "tick-strong" : "tick"} x1={tick.x} x2={tick.x} y1="0" y2={height} />
        ))}
        {nowX < width && <rect class="future" x={Math.max(0, nowX)} y="0" width={width - Math.max(0, nowX)} height={height} />}
        {gapBars.map((bar) => (
          <rect key={bar.items[0]?.id} class={bar.items[0]?.reason === "paused" ? "bar-paused" : "bar-gap"} x={bar.x} y={barTop} width={bar.width} height={barHeight} rx="3" />
        ))}
        <ClipBars bars={clipBars} />
        {barsOf(row.events, view, width, nowMs).map((bar) => (
          <rect key={bar.items[0]?.id} class="bar-motion" x={bar.x} y={barTop + barHeight + 3} width={bar.width} height="4" rx="1.5" />
        ))}
        {nowX >= 0 && nowX <= width && <line class="now-line" x1={nowX} x2={nowX} y1="0" y2={height} />}
      </svg>
      {pointed.value && <Readout pointed={pointed.value} width={width} nowMs={nowMs} />}
    </div>
  );
}
