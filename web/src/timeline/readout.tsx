// SPDX-License-Identifier: Apache-2.0
import type { CameraTimeline, Gap, TimelineMark } from "../api/types";
import { clockTime, duration, preciseTime } from "../state/format";
import { words } from "../strings";
import { clipWords } from "../strings/clips";
import { Icon } from "../ui/icon";
import { groupedMarks, isBad, markIcons, markSentence } from "./marks";
import { gapAt, type Moment, momentNear } from "./moment";
import { MomentPicture } from "./moment_picture";

/** What stands under a point of a camera's line. */
export interface Pointed {
  ms: number;
  moment: Moment | null;
  gap: Gap | null;
  marks: TimelineMark[];
}

const markReachPx = 9;

export function pointedAt(row: CameraTimeline, ms: number, reachPx: number, msPerPixel: number, nowMs: number): Pointed {
  const marks = groupedMarks(row.marks, msPerPixel * 2 * markReachPx).find((group) => Math.abs(Date.parse(group[0]?.at ?? "") - ms) <= markReachPx * msPerPixel);
  return { ms, moment: momentNear(row, ms, reachPx * msPerPixel, nowMs), gap: gapAt(row, ms, nowMs), marks: marks ?? [] };
}

/** The same in words, for a slider's value. */
export function pointedSentence({ ms, moment, gap, marks }: Pointed): string {
  const text = clipWords.scrub;
  const what = moment ? text.clip(words.clips.kinds[moment.clip.kind]) : gap ? text.gap(gap.sentence) : text.nothing;
  return [text.value(preciseTime(ms), what), ...marks.map(markSentence)].join(" ");
}

function GapLines({ gap, nowMs }: { gap: Gap; nowMs: number }) {
  const end = gap.end ? Date.parse(gap.end) : nowMs;
  return (
    <>
      <strong>
        <Icon name="alert" /> {words.timeline.gap(duration((end - Date.parse(gap.start)) / 1000))}
      </strong>
      <span>{gap.sentence}</span>
      <small>
        {clockTime(Date.parse(gap.start))} – {gap.end ? clockTime(end) : words.timeline.stillGoing}
      </small>
    </>
  );
}

function MarkLine({ mark }: { mark: TimelineMark }) {
  return (
    <span class="readout-mark" data-bad={isBad(mark)}>
      <Icon name={markIcons[mark.kind]} />
      <span>
        {preciseTime(Date.parse(mark.at))} {markSentence(mark)}
      </span>
    </span>
  );
}

const mostMarks = 3;

interface Props {
  pointed: Pointed;
  /** Middle of the box, in pixels from the line's left end. */
  x: number;
  width: number;
  step: number;
  nowMs: number;
  /** Says the time also where nothing was recorded. */
  always: boolean;
}

/** A small box under the line: the picture of that moment, or why there is none. */
export function Readout({ pointed, x, width, step, nowMs, always }: Props) {
  const { moment, gap, marks, ms } = pointed;
  if (!moment && !gap && marks.length === 0 && !always) return null;
  const half = Math.min(130, width / 2);
  return (
    <div class="readout" style={{ left: `${Math.min(Math.max(x, half), Math.max(half, width - half))}px` }} data-picture={moment !== null}>
      {moment && <MomentPicture moment={moment} step={step} />}
      {moment && (
        <strong>
          {preciseTime(Date.parse(moment.clip.start) + moment.at * 1000)} · {words.clips.kinds[moment.clip.kind]}
        </strong>
      )}
      {!moment && gap && <GapLines gap={gap} nowMs={nowMs} />}
      {!moment && !gap && always && (
        <span>
          {preciseTime(ms)} · {clipWords.scrub.nothing}
        </span>
      )}
      {marks.slice(0, mostMarks).map((mark) => (
        <MarkLine key={`${mark.at}${mark.kind}`} mark={mark} />
      ))}
      {marks.length > mostMarks && <small>{clipWords.marks.more(marks.length - mostMarks)}</small>}
    </div>
  );
}
