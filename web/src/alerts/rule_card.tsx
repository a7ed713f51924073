// SPDX-License-Identifier: Apache-2.0
import { useId } from "preact/hooks";
import type { AlertRule } from "../api/types";
import { alertIcons } from "../pages/alerts";
import { cameras } from "../state/cameras";
import { alertWords } from "../strings/alerts";
import { Choice } from "../ui/field";
import { Icon } from "../ui/icon";
import { Switch } from "../ui/switch";
import { type AlertKind, cameraKinds, changeKind, isOnAt, ruleFor, switchAt } from "./rules";

const text = alertWords.rules;
const restChoices = [0, 10, 30, 60, 300, 900, 1800, 3600, 21_600, 86_400];
const afterMinutes = [1, 2, 5, 10, 30, 60];
const nightFrom = "22:00";
const nightTo = "07:00";

/** With what is set already among them, in order. */
const withCurrent = (choices: readonly number[], current: number): number[] => [...new Set([...choices, current])].toSorted((a, b) => a - b);

interface Props {
  kind: AlertKind;
  rules: AlertRule[];
  onChange: (rules: AlertRule[]) => void;
}

function CameraChoice({ kind, rules, onChange }: Props) {
  const id = useId();
  const known = cameras.value ?? [];
  if (known.length < 2) return null;
  return (
    <div class="alert-cameras" role="group" aria-labelledby={id}>
      <span id={id} class="quiet">
        {text.cameras}
      </span>
      {known.map((camera) => {
        const on = isOnAt(rules, kind, camera.id);
        return (
          <button key={camera.id} type="button" class="chip" aria-pressed={on} onClick={() => onChange(switchAt(rules, kind, camera.id, !on))}>
            <Icon name={on ? "check" : "close"} />
            {camera.settings.name}
          </button>
        );
      })}
    </div>
  );
}

function TimeField({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="field-box">
        <input id={id} type="time" required value={value} onChange={(event) => event.currentTarget.value && onChange(event.currentTarget.value)} />
      </div>
    </div>
  );
}

function QuietHours({ kind, rules, onChange }: Props) {
  const { quiet } = ruleFor(rules, kind);
  const set = (next: AlertRule["quiet"]): void => onChange(changeKind(rules, kind, { quiet: next }));
  return (
    <div class="stack">
      <Switch label={text.quiet} hint={text.quietMeans} on={quiet !== null} onChange={(on) => set(on ? { from: nightFrom, to: nightTo } : null)} />
      {quiet && (
        <div class="pair alert-hours">
          <TimeField label={text.from} value={quiet.from} onChange={(from) => set({ ...quiet, from })} />
          <TimeField label={text.to} value={quiet.to} onChange={(to) => set({ ...quiet, to })} />
        </div>
      )}
    </div>
  );
}

/** One kind of alert: on or off, where, and what spares people. */
export function RuleCard({ kind, rules, onChange }: Props) {
  const rule = ruleFor(rules, kind);
  const names = text.kinds[kind];
  const ofCameras = cameraKinds.includes(kind);
  return (
    <section class="card alert-rule">
      <div class="alert-rule-head">
        <Icon name={alertIcons[kind]} />
        <Switch label={names.name} on={rule.on} onChange={(on) => onChange(changeKind(rules, kind, { on }))} />
      </div>
      {!rule.on && <p class="quiet">{names.off}</p>}
      {rule.on && ofCameras && <CameraChoice kind={kind} rules={rules} onChange={onChange} />}
      {rule.on && (
        <details class="more-fields">
          <summary>
            {text.finer}
            <span class="quiet"> · {rule.quiet ? text.summary.quiet(rule.quiet.from, rule.quiet.to) : text.summary.noQuiet}</span>
          </summary>
          <div class="stack">
            {kind === "silent" && (
              <Choice
                label={text.after}
                value={String(rule.after_s)}
                options={withCurrent(afterMinutes.map((minutes) => minutes * 60), rule.after_s).map((seconds) => [String(seconds), text.afterChoices(seconds / 60)])}
                onChange={(value) => onChange(changeKind(rules, kind, { after_s: Number(value) }))}
              />
            )}
            <Choice
              label={ofCameras ? text.rest : text.restOne}
              value={String(rule.rest_s)}
              options={withCurrent(restChoices, rule.rest_s).map((seconds) => [String(seconds), seconds === 0 ? text.restNone : text.restChoice(seconds)])}
              onChange={(value) => onChange(changeKind(rules, kind, { rest_s: Number(value) }))}
            />
            <QuietHours kind={kind} rules={rules} onChange={onChange} />
          </div>
        </details>
      )}
    </section>
  );
}
