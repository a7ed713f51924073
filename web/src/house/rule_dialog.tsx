// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import type { Home, ModeRule, Schedule } from "../api/types";
import { useAttempt } from "../state/attempt";
import { houseWords } from "../strings/house";
import { Dialog } from "../ui/dialog";
import { Choice, Field } from "../ui/field";
import { Icon } from "../ui/icon";
import { EditActions } from "./edit_actions";
import { iconOf, titleOf, toneOf } from "./mode_words";
import { type DraftProblem, draftOf, minutesOf, newDraft, type RuleDraft, ruleFrom, withDay } from "./rule_draft";
import { momentToday } from "./rule_text";
import { changeSchedule, minuteText, weekdays } from "./schedule";

interface Props {
  home: Home;
  known: Schedule;
  /** Its place in the list; none: a new one. */
  place: number | null;
  onClose: () => void;
}

interface PartProps {
  draft: RuleDraft;
  problem: DraftProblem | null;
  onChange: (changes: Partial<RuleDraft>) => void;
}

function WhichMode({ home, draft, onChange }: PartProps & { home: Home }) {
  return (
    <div class="field">
      <span class="label" id="rule-mode">
        {houseWords.rules.mode}
      </span>
      <div class="mode-choice" role="group" aria-labelledby="rule-mode">
        {home.modes.map((one) => (
          <button key={one.id} type="button" class="mode-option" data-mode={toneOf(one, home.modes)} aria-pressed={one.id === draft.mode} onClick={() => onChange({ mode: one.id })}>
            <Icon name={iconOf(one)} /> {titleOf(one)}
          </button>
        ))}
      </div>
    </div>
  );
}

function WhichDays({ draft, problem, onChange }: PartProps) {
  const text = houseWords.rules;
  return (
    <div class="field" data-wrong={problem === "days"}>
      <span class="label" id="rule-days">
        {text.daysLabel}
      </span>
      <div class="day-choice" role="group" aria-labelledby="rule-days">
        {weekdays.map((day) => (
          <button key={day} type="button" class="day-option" aria-pressed={draft.days.includes(day)} title={houseWords.days[day]} onClick={() => onChange({ days: withDay(draft.days, day) })}>
            {houseWords.shortDays[day]}
          </button>
        ))}
      </div>
      {problem === "days" && (
        <p class="field-error" role="alert">
          {text.noDay}
        </p>
      )}
    </div>
  );
}

function SunShift({ draft, problem, onChange }: PartProps) {
  const text = houseWords.rules;
  return (
    <div class="field-row">
      <Choice label={text.shift} value={draft.shift} options={(["before", "at", "after"] as const).map((one) => [one, text.shifts[one]])} onChange={(shift) => onChange({ shift })} />
      {draft.shift !== "at" && (
        <Field
          label={text.minutes}
          type="number"
          min={1}
          max={360}
          suffix={text.minutesSuffix}
          value={draft.minutes}
          onInput={(minutes) => onChange({ minutes })}
          error={problem === "minutes" ? text.noMinutes : undefined}
          required
        />
      )}
    </div>
  );
}

function TodayIs({ draft, known }: { draft: RuleDraft; known: Schedule }) {
  const minutes = minutesOf(draft);
  if (minutes === null) return null;
  const today = momentToday({ moment: draft.moment, minutes }, known);
  return <p class="quiet">{today === null ? houseWords.rules.noneToday : houseWords.rules.todayIs(minuteText(today))}</p>;
}

function When({ known, ...part }: PartProps & { known: Schedule }) {
  const { draft, problem, onChange } = part;
  const text = houseWords.rules;
  return (
    <>
      <div class="field">
        <span class="label" id="rule-when">
          {text.when}
        </span>
        <div class="segments" role="group" aria-labelledby="rule-when">
          {(["clock", "sunrise", "sunset"] as const).map((one) => (
            <button key={one} type="button" class="segment" aria-pressed={draft.moment === one} disabled={one !== "clock" && !known.place} onClick={() => onChange({ moment: one })}>
              {text.moments[one]}
            </button>
          ))}
        </div>
        {!known.place && <div class="field-hint">{text.needsPlace}</div>}
      </div>
      {draft.moment === "clock" ? (
        <Field label={text.time} type="time" value={draft.time} onInput={(time) => onChange({ time })} error={problem === "time" ? text.noTime : undefined} required />
      ) : (
        <>
          <SunShift {...part} />
          <TodayIs draft={draft} known={known} />
        </>
      )}
    </>
  );
}

export function RuleDialog({ home, known, place, onClose }: Props) {
  const text = houseWords.rules;
  const old = place === null ? undefined : known.rules[place];
  const draft = useSignal(old ? draftOf(old) : newDraft(home));
  const problem = useSignal<DraftProblem | null>(null);
  const attempt = useAttempt();
  const keep = async (rules: ModeRule[], name: string): Promise<void> => {
    if (await attempt.run(() => changeSchedule({ rules }), name)) onClose();
  };
  const save = (event: Event): void => {
    event.preventDefault();
    const rule = ruleFrom(draft.value);
    problem.value = typeof rule === "string" ? rule : null;
    if (typeof rule === "string") return;
    void keep(place === null ? [...known.rules, rule] : known.rules.with(place, rule), "save");
  };
  const part: PartProps = { draft: draft.value, problem: problem.value, onChange: (changes) => (draft.value = { ...draft.value, ...changes }) };
  return (
    <Dialog title={old ? text.editTitle : text.addTitle} onClose={onClose}>
      <form class="rule-form" onSubmit={save}>
        <WhichMode home={home} {...part} />
        <WhichDays {...part} />
        <When known={known} {...part} />
        {attempt.error && (
          <p class="field-error" role="alert">
            {attempt.error.text}
          </p>
        )}
        <EditActions busy={attempt.busy} remove={old ? { label: text.remove, act: () => void keep(known.rules.toSpliced(place ?? 0, 1), "remove") } : null} />
      </form>
    </Dialog>
  );
}
