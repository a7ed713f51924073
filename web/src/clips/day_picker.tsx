// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { call } from "../api/client";
import { now } from "../state/clock";
import { shortDay, startOfDay } from "../state/format";
import { words } from "../strings";
import { clipWords } from "../strings/clips";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import type { ClipFilter } from "./clip_list";
import { addMonths, blanksBefore, dayByKey, daysOfMonth, edgesOf, startOfMonth } from "./month";

const text = clipWords.day;
const monthFormat = new Intl.DateTimeFormat(words.language, { month: "long", year: "numeric" });
const dayFormat = new Intl.DateTimeFormat(words.language, { weekday: "long", day: "numeric", month: "long" });
const weekdayFormat = new Intl.DateTimeFormat(words.language, { weekday: "short" });
/** A Monday, to name the days of the week by. */
const someMonday = new Date(2024, 0, 1).getTime();

function useCounts(month: number, filter: ClipFilter): number[] | null {
  const counts = useSignal<number[] | null>(null);
  const { camera, kind, pinned } = filter;
  useEffect(() => {
    const stop = new AbortController();
    counts.value = null;
    const query = { edges: edgesOf(month), camera, kind, pinned };
    call("GET /clips/days", { query, signal: stop.signal }).then(
      (answer) => (counts.value = answer.counts),
      () => {},
    );
    return () => stop.abort();
  }, [month, camera, kind, pinned, counts]);
  return counts.value;
}

interface MonthProps {
  filter: ClipFilter;
  onPick: (day: number | undefined) => void;
}

function Weekdays() {
  return (
    <div class="month-week" aria-hidden="true">
      {daysOfMonth(someMonday)
        .slice(0, 7)
        .map((day) => (
          <span key={day}>{weekdayFormat.format(day)}</span>
        ))}
    </div>
  );
}

function Month({ filter, onPick }: MonthProps) {
  const focused = useSignal(filter.day ?? startOfDay(now.value));
  const grid = useRef<HTMLDivElement>(null);
  const month = startOfMonth(focused.value);
  const counts = useCounts(month, filter);
  const today = startOfDay(now.value);
  // Only keys take the focus along; paging by button leaves it on the button.
  const moved = useRef(false);
  useEffect(() => {
    if (moved.current) grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
    moved.current = false;
  });
  const press = (event: KeyboardEvent): void => {
    const next = dayByKey(focused.value, event.key);
    if (next === null || next > today) return;
    event.preventDefault();
    moved.current = true;
    focused.value = next;
  };
  const page = (by: number): void => {
    focused.value = Math.min(addMonths(month, by), today);
  };
  return (
    <div class="month">
      <div class="month-head">
        <Button tone="quiet" icon="left" label={text.earlier} onClick={() => page(-1)} />
        <h3 aria-live="polite">{monthFormat.format(month)}</h3>
        <Button tone="quiet" icon="right" label={text.later} disabled={addMonths(month, 1) > today} onClick={() => page(1)} />
      </div>
      <Weekdays />
      {/* The days in it are buttons; the keys only move between them. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div class="month-days" ref={grid} onKeyDown={press} data-known={counts !== null}>
        {daysOfMonth(month).map((day, index) => {
          const count = counts?.[index] ?? 0;
          return (
            <button
              key={day}
              type="button"
              class="month-day"
              style={index === 0 ? { gridColumnStart: blanksBefore(month) + 1 } : undefined}
              tabIndex={day === focused.value ? 0 : -1}
              aria-pressed={day === filter.day}
              aria-current={day === today ? "date" : undefined}
              aria-disabled={count === 0}
              onFocus={() => (focused.value = day)}
              onClick={() => count > 0 && onPick(day)}
            >
              <span aria-hidden="true">{new Date(day).getDate()}</span>
              <small aria-hidden="true">{count > 0 ? count : ""}</small>
              <span class="sr-only">{text.count(dayFormat.format(day), count)}</span>
            </button>
          );
        })}
      </div>
      <p class="month-help">{text.help}</p>
      <div class="dialog-actions">
        <Button onClick={() => onPick(undefined)}>{text.all}</Button>
      </div>
    </div>
  );
}

/** Chooses a day among those that have clips. */
export function DayPicker({ filter, onPick }: MonthProps) {
  const open = useSignal(false);
  const pick = (day: number | undefined): void => {
    open.value = false;
    onPick(day);
  };
  return (
    <>
      <Button icon="calendar" pressed={filter.day !== undefined} onClick={() => (open.value = true)}>
        {filter.day === undefined ? text.any : shortDay(filter.day)}
      </Button>
      {open.value && (
        <Dialog title={text.title} onClose={() => (open.value = false)}>
          <Month filter={filter} onPick={pick} />
        </Dialog>
      )}
    </>
  );
}
