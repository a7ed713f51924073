// SPDX-License-Identifier: Apache-2.0
import type { CameraTimeline, Clip } from "../api/types";
import { type Bar, barsOf, type Tick, timeAt, xOf } from "./layout";
import { groupedMarks, isBad } from "./marks";
import { type Pointed, pointedAt, Readout } from "./readout";
import { pictureStep } from "./moment";
import { spanOf, type TimeView } from "./view";

const height = 64;
const barTop = 12;
const barHeight = 32;
const markY = height - 9;
const markRoomPx = 14;

/** Where somebody points, in ms, and with what. */
export interface Pointing {
  camera: string;
  ms: number;
  by: "mouse" | "touch" | "knob";
}

interface Props {
  row: CameraTimeline;
  view: TimeView;
  width: number;
  ticks: readonly Tick[];
  nowMs: number;
  pointing: Pointing | null;
  onPoint: (pointing: Pointing | null) => void;
  onPlay: (pointed: Pointed) => void;
}

const reachPx = { mouse: 4, knob: 4, touch: 14 } as const;

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

/** Moments of health: a filled diamond for what is bad, an outline for what is not. */
function Marks({ row, view, width }: { row: CameraTimeline; view: TimeView; width: number }) {
  const groups = groupedMarks(row.marks, (markRoomPx / width) * spanOf(view));
  return (
    <>
      {groups.map((group) => {
        const x = xOf(Date.parse(group[0]?.at ?? ""), view, width);
        if (x < 0 || x > width) return null;
        return <path key={group[0]?.at} class="mark" data-bad={group.some(isBad)} d={`M${x} ${markY - 6}l6 6l-6 6l-6 -6z`} />;
      })}
    </>
  );
}

/** One camera's line: clips as lit bars, gaps hatched, marks of health below, the future shaded. */
export function Track({ row, view, width, ticks, nowMs, pointing, onPoint, onPlay }: Props) {
  const clipBars = barsOf(row.clips, view, width, nowMs);
  const gapBars = barsOf(row.gaps, view, width, nowMs, 0);
  const nowX = xOf(nowMs, view, width);
  const msPerPixel = spanOf(view) / width;
  const pointed = pointing ? pointedAt(row, pointing.ms, reachPx[pointing.by], msPerPixel, nowMs) : null;

  const pointingOf = (event: PointerEvent | MouseEvent): Pointing => {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    const touch = "pointerType" in event && event.pointerType === "touch";
    return { camera: row.camera_id, ms: timeAt(event.clientX - box.left, view, width), by: touch ? "touch" : "mouse" };
  };
  const play = (event: MouseEvent): void => {
    const { ms, by } = pointingOf(event);
    onPlay(pointedAt(row, ms, reachPx[by], msPerPixel, nowMs));
  };

  return (
    // For pointers only: the knob above and the list below do the same by keyboard.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
    <div
      class="track"
      data-points={pointed?.moment ? "clip" : undefined}
      onPointerMove={(event) => event.pointerType !== "touch" && onPoint(pointingOf(event))}
      onPointerLeave={(event) => event.pointerType !== "touch" && onPoint(null)}
      onClick={play}
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
        <Marks row={row} view={view} width={width} />
        {nowX >= 0 && nowX <= width && <line class="now-line" x1={nowX} x2={nowX} y1="0" y2={height} />}
      </svg>
      {pointed && pointing && (
        <Readout
          pointed={pointed}
          x={xOf(pointing.ms, view, width)}
          width={width}
          step={pictureStep(msPerPixel)}
          nowMs={nowMs}
          always={pointing.by === "knob"}
        />
      )}
    </div>
  );
}
