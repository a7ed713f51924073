// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { changeQuery, place } from "../router";
import { cameras } from "../state/cameras";
import { hubNow, now } from "../state/clock";
import { addDays, clockTime, dayFromIso, dayName, isoDay, shortDay, startOfDay } from "../state/format";
import { home } from "../state/home";
import { words } from "../strings";
import { clipWords } from "../strings/clips";
import { useTimeline } from "../timeline/data";
import { TimelineExplorer } from "../timeline/explorer";
import { TimelineList } from "../timeline/list";
import { dayView, firstView, kept, moved, type SpanName, spanName, spanOf, spans, type TimeView, withSpan, zoomed } from "../timeline/view";
import { Button } from "../ui/button";
import { Loading, Notice } from "../ui/notices";

function viewFromQuery(): TimeView {
  const from = Date.parse(place.value.query.get("from") ?? "");
  const to = Date.parse(place.value.query.get("to") ?? "");
  return from < to ? { from, to } : firstView(home.value?.storage.oldest_clip_at, hubNow());
}

export function viewTitle(view: TimeView, nowMs: number): string {
  const lastMs = view.to - 1;
  const oneDay = startOfDay(view.from) === startOfDay(lastMs);
  if (!oneDay) return `${shortDay(view.from)} – ${shortDay(lastMs)}`;
  const whole = spanOf(view) > 20 * 3_600_000;
  return whole ? dayName(view.from, nowMs) : `${dayName(view.from, nowMs)}, ${clockTime(view.from)} – ${clockTime(view.to)}`;
}

/** One day on or back for a whole day and longer; else one width of the view. */
function stepped(view: TimeView, direction: 1 | -1): TimeView {
  const days = Math.round(spanOf(view) / spans.day);
  if (days < 1) return moved(view, direction * spanOf(view));
  return { from: addDays(view.from, direction * days), to: addDays(view.to, direction * days) };
}

function Controls({ view, onView }: { view: TimeView; onView: (view: TimeView) => void }) {
  const active = spanName(view);
  const pick = (text: string): void => {
    const day = dayFromIso(text);
    if (day !== undefined) onView(dayView(day));
  };
  return (
    <div class="time-controls">
      <div class="time-step">
        <Button icon="left" label={words.timeline.earlier} onClick={() => onView(stepped(view, -1))} />
        <input type="date" class="date-pick" aria-label={words.timeline.pickDay} value={isoDay((view.from + view.to) / 2)} max={isoDay(now.value)} onChange={(event) => pick(event.currentTarget.value)} />
        <Button icon="right" label={words.timeline.later} onClick={() => onView(stepped(view, 1))} />
        <Button onClick={() => onView(withSpan({ from: now.value, to: now.value + spanOf(view) }, active ?? "day", now.value))}>{words.timeline.now}</Button>
      </div>
      <div class="segments" role="group" aria-label={words.timeline.spanLabel}>
        {(Object.keys(spans) as SpanName[]).map((name) => (
          <button key={name} type="button" class="segment" aria-pressed={active === name} onClick={() => onView(withSpan(view, name, now.value))}>
            {words.timeline.spans[name]}
          </button>
        ))}
      </div>
      <div class="time-zoom">
        <Button tone="quiet" icon="minus" label={words.timeline.zoomOut} onClick={() => onView(zoomed(view, 2, (view.from + view.to) / 2))} />
        <Button tone="quiet" icon="zoomIn" label={words.timeline.zoomIn} onClick={() => onView(zoomed(view, 0.5, (view.from + view.to) / 2))} />
      </div>
    </div>
  );
}

function Legend() {
  return (
    <ul class="legend">
      <li>
        <span class="legend-clip" /> {words.timeline.legendClip}
      </li>
      <li>
        <span class="legend-motion" /> {words.timeline.legendMotion}
      </li>
      <li>
        <span class="legend-paused" /> {words.timeline.legendPaused}
      </li>
      <li>
        <span class="legend-gap" /> {words.timeline.legendGap}
      </li>
      <li>
        <span class="legend-mark" /> {clipWords.marks.legend}
      </li>
      <li>
        <span class="legend-now" /> {words.timeline.legendNow}
      </li>
    </ul>
  );
}

export function TimelinePage() {
  const view = useSignal<TimeView>(viewFromQuery());
  const { data, error } = useTimeline(view.value);
  useEffect(() => {
    const { from, to } = view.value;
    const timer = setTimeout(() => changeQuery({ from: new Date(from).toISOString(), to: new Date(to).toISOString() }), 400);
    return () => clearTimeout(timer);
  }, [view.value]);

  const change = (next: TimeView): void => {
    view.value = kept(next, hubNow());
  };
  // The wall's order, then cameras that are gone but left clips.
  const order = new Map((cameras.value ?? []).map((camera, index) => [camera.id, index]));
  const rows = (data.value?.cameras ?? []).toSorted((a, b) => (order.get(a.camera_id) ?? 999) - (order.get(b.camera_id) ?? 999));
  return (
    <div class="page">
      <header class="page-head">
        <h1>{viewTitle(view.value, now.value)}</h1>
        <Legend />
      </header>
      <Controls view={view.value} onView={change} />
      {error.value && (
        <Notice tone="fault" icon="alert">
          {error.value}
        </Notice>
      )}
      {data.value ? (
        <>
          <section class="card chart-card">
            <TimelineExplorer rows={rows} view={view.value} onView={change} />
          </section>
          <section aria-labelledby="list-title">
            <h2 id="list-title" class="list-title">
              {words.timeline.listTitle}
            </h2>
            <TimelineList rows={rows} view={view.value} />
          </section>
        </>
      ) : (
        !error.value && <Loading />
      )}
    </div>
  );
}
