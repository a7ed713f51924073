// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import type { CameraTimeline, Clip, Gap, TimelineMark } from "../api/types";
import { cameraNames } from "../state/cameras";
import { now } from "../state/clock";
import { clockTime, dayAndTime, duration } from "../state/format";
import { words } from "../strings";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { isBad, markIcons, markSentence } from "./marks";
import type { TimeView } from "./view";

type Entry =
  | { kind: "clip"; at: number; clip: Clip }
  | { kind: "gap"; at: number; gap: Gap }
  | { kind: "mark"; at: number; mark: TimelineMark; camera: string };

const firstShown = 12;

/** Everything in the view, newest first. */
export function entriesOf(rows: readonly CameraTimeline[], view: TimeView, nowMs: number): Entry[] {
  const inView = (item: { start: string; end: string | null }): boolean =>
    Date.parse(item.start) < view.to && (item.end ? Date.parse(item.end) : nowMs) > view.from;
  return rows
    .flatMap((row): Entry[] => [
      ...row.clips.filter(inView).map((clip): Entry => ({ kind: "clip", at: Date.parse(clip.start), clip })),
      ...row.gaps.filter(inView).map((gap): Entry => ({ kind: "gap", at: Date.parse(gap.start), gap })),
      ...row.marks.filter(({ at }) => inView({ start: at, end: at })).map((mark): Entry => ({ kind: "mark", at: Date.parse(mark.at), mark, camera: row.camera_id })),
    ])
    .toSorted((a, b) => b.at - a.at);
}

const nameOf = (id: string): string => cameraNames.value.get(id) ?? words.clips.removedCamera;

/** Which camera, unless the page is about one camera anyway. */
function Where({ id, bare }: { id: string; bare: boolean }) {
  return bare ? null : <strong>{nameOf(id)} </strong>;
}

function ClipEntry({ clip, at, bare }: { clip: Clip; at: number; bare: boolean }) {
  return (
    <a class="entry" href={`/clips/${clip.id}`}>
      <span class="entry-when">{dayAndTime(at, now.value)}</span>
      <Icon name="play" />
      <span>
        <Where id={clip.camera_id} bare={bare} />
        {words.clips.kinds[clip.kind]},{" "}
        {clip.end ? duration(clip.duration_s) : words.clips.recordingNow}
      </span>
    </a>
  );
}

function GapEntry({ gap, at, bare }: { gap: Gap; at: number; bare: boolean }) {
  const end = gap.end ? Date.parse(gap.end) : now.value;
  return (
    <div class="entry entry-gap">
      <span class="entry-when">{dayAndTime(at, now.value)}</span>
      <Icon name="alert" />
      <span>
        <Where id={gap.camera_id} bare={bare} />
        {words.timeline.gap(duration((end - at) / 1000))}{" "}
        {gap.end ? words.timeline.until(clockTime(end)) : words.timeline.andStill} {gap.sentence}
      </span>
    </div>
  );
}

function MarkEntry({ mark, at, camera, bare }: { mark: TimelineMark; at: number; camera: string; bare: boolean }) {
  const inside = (
    <>
      <span class="entry-when">{dayAndTime(at, now.value)}</span>
      <Icon name={markIcons[mark.kind]} />
      <span>
        <Where id={camera} bare={bare} />
        {markSentence(mark)}
      </span>
    </>
  );
  if (!mark.session) return <div class={isBad(mark) ? "entry entry-gap" : "entry entry-mark"}>{inside}</div>;
  return (
    <a class="entry entry-mark" href={`/doctor/${mark.session}`}>
      {inside}
    </a>
  );
}

function EntryLine({ entry, bare }: { entry: Entry; bare: boolean }) {
  switch (entry.kind) {
    case "clip":
      return <ClipEntry clip={entry.clip} at={entry.at} bare={bare} />;
    case "gap":
      return <GapEntry gap={entry.gap} at={entry.at} bare={bare} />;
    case "mark":
      return <MarkEntry mark={entry.mark} at={entry.at} camera={entry.camera} bare={bare} />;
  }
}

function keyOf(entry: Entry): string {
  if (entry.kind === "mark") return `${entry.camera}${entry.mark.at}${entry.mark.kind}`;
  return entry.kind === "clip" ? entry.clip.id : entry.gap.id;
}

/** The timeline as a list: every clip a link, every gap with its reason. */
export function TimelineList({ rows, view, bare = false }: { rows: readonly CameraTimeline[]; view: TimeView; bare?: boolean }) {
  const shown = useSignal(firstShown);
  const entries = entriesOf(rows, view, now.value);
  if (entries.length === 0) return <p class="quiet">{words.timeline.nothing}</p>;
  return (
    <>
      <ol class="entries">
        {entries.slice(0, shown.value).map((entry) => (
          <li key={keyOf(entry)}>
            <EntryLine entry={entry} bare={bare} />
          </li>
        ))}
      </ol>
      {entries.length > shown.value && (
        <Button onClick={() => (shown.value += 40)}>{words.timeline.showMore(entries.length - shown.value)}</Button>
      )}
    </>
  );
}
