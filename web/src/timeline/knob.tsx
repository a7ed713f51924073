// SPDX-License-Identifier: Apache-2.0
import type { RefObject } from "preact";
import { useRef } from "preact/hooks";
import type { CameraTimeline } from "../api/types";
import { clipWords } from "../strings/clips";
import { useDragging } from "./dragging";
import { timeAt, xOf } from "./layout";
import { clipStartBeside } from "./moment";
import { pointedAt, pointedSentence } from "./readout";
import { moved, spanOf, type TimeView } from "./view";

interface Props {
  /** The line that the knob belongs to. */
  row: CameraTimeline | undefined;
  view: TimeView;
  width: number;
  ground: RefObject<HTMLElement | null>;
  at: number;
  nowMs: number;
  onMove: (ms: number) => void;
  /** Let go, or Enter: play from here. */
  onPlay: () => void;
  onLeave: () => void;
  onView: (view: TimeView) => void;
}

const arrows: Record<string, number> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };

/** Where a key leads the knob; null for other keys. */
function keyTarget(key: string, shift: boolean, { row, view, width, at, nowMs }: Props): number | null {
  const arrow = arrows[key];
  if (arrow !== undefined) return at + arrow * Math.max(1000, (spanOf(view) / width) * (shift ? 40 : 4));
  if (key === "PageUp" || key === "PageDown") return row ? clipStartBeside(row, at, key === "PageDown" ? 1 : -1) : null;
  if (key === "Home") return view.from;
  return key === "End" ? Math.min(view.to, nowMs) : null;
}

/** The moment in hand: a line over all tracks with a knob that is dragged or moved by keys. */
export function Knob(props: Props) {
  const { row, view, width, ground, at, nowMs, onMove, onPlay, onLeave, onView } = props;
  const knob = useRef<HTMLDivElement>(null);
  const move = (ms: number): void => onMove(Math.min(ms, nowMs));
  useDragging(knob, ground, {
    move: (x) => move(timeAt(Math.max(0, Math.min(width, x)), view, width)),
    end: onPlay,
  });
  const press = (event: KeyboardEvent): void => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      return onPlay();
    }
    const next = keyTarget(event.key, event.shiftKey, props);
    if (next === null) return undefined;
    event.preventDefault();
    event.stopPropagation();
    move(next);
    if (next < view.from || next > view.to) onView(moved(view, next - (view.from + view.to) / 2));
    return undefined;
  };
  const x = xOf(at, view, width);
  const sentence = row ? pointedSentence(pointedAt(row, at, 4, spanOf(view) / width, nowMs)) : "";
  return (
    <div class="knob-line" style={{ left: `${x}px` }} hidden={x < 0 || x > width}>
      <div
        class="knob"
        ref={knob}
        role="slider"
        tabIndex={0}
        aria-label={clipWords.scrub.label}
        aria-valuemin={Math.round(view.from / 1000)}
        aria-valuemax={Math.round(Math.min(view.to, nowMs) / 1000)}
        aria-valuenow={Math.round(at / 1000)}
        aria-valuetext={sentence}
        onKeyDown={press}
        onFocus={() => move(at)}
        onBlur={onLeave}
      />
    </div>
  );
}
