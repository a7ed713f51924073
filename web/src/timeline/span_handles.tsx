// SPDX-License-Identifier: Apache-2.0
import type { RefObject } from "preact";
import { useRef } from "preact/hooks";
import { preciseTime } from "../state/format";
import { clipWords } from "../strings/clips";
import { useDragging } from "./dragging";
import { timeAt, xOf } from "./layout";
import { type Handle, handleStep, withHandle } from "./span";
import type { TimeView } from "./view";

interface Props {
  span: TimeView;
  view: TimeView;
  width: number;
  ground: RefObject<HTMLElement | null>;
  nowMs: number;
  onSpan: (span: TimeView) => void;
}

function SpanHandle({ which, ...props }: Props & { which: Handle }) {
  const { span, view, width, ground, nowMs, onSpan } = props;
  const handle = useRef<HTMLDivElement>(null);
  const put = (ms: number): void => onSpan(withHandle(span, which, ms, nowMs));
  useDragging(handle, ground, { move: (x) => put(timeAt(Math.max(0, Math.min(width, x)), view, width)) });
  const press = (event: KeyboardEvent): void => {
    const step = handleStep(event.key, event.shiftKey);
    if (step === 0) return;
    event.preventDefault();
    event.stopPropagation();
    put(span[which] + step);
  };
  const x = xOf(span[which], view, width);
  return (
    <div
      class="span-handle"
      data-which={which}
      ref={handle}
      style={{ left: `${Math.max(0, Math.min(width, x))}px` }}
      role="slider"
      tabIndex={0}
      aria-label={clipWords.span[which]}
      aria-valuemin={Math.round(view.from / 1000)}
      aria-valuemax={Math.round(Math.min(view.to, nowMs) / 1000)}
      aria-valuenow={Math.round(span[which] / 1000)}
      aria-valuetext={preciseTime(span[which])}
      onKeyDown={press}
    />
  );
}

/** The chosen span over all tracks, with a handle at each end. */
export function SpanHandles(props: Props) {
  const { span, view, width } = props;
  const left = Math.max(0, xOf(span.from, view, width));
  const right = Math.min(width, xOf(span.to, view, width));
  return (
    <>
      {right > left && <div class="span-ground" style={{ left: `${left}px`, width: `${right - left}px` }} />}
      <SpanHandle {...props} which="from" />
      <SpanHandle {...props} which="to" />
    </>
  );
}
