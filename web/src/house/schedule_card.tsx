// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import type { Home, Mode, Schedule } from "../api/types";
import { useAttempt } from "../state/attempt";
import { houseWords } from "../strings/house";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { Switch } from "../ui/switch";
import { iconOf, modeById, titleOf, toneOf } from "./mode_words";
import { RuleDialog } from "./rule_dialog";
import { momentToday, ruleText } from "./rule_text";
import { changeSchedule, minuteText, usualWeek } from "./schedule";
import { WeekGrid, WeekList } from "./week_grid";

function sunText(known: Schedule): string | null {
  const text = houseWords.schedule;
  const today = known.week.find((day) => day.today);
  if (today?.sun === "always_up") return text.alwaysUp;
  if (today?.sun === "always_down") return text.alwaysDown;
  if (today?.sunrise === null || today?.sunrise === undefined || today.sunset === null) return null;
  return text.sunTimes(minuteText(today.sunrise), minuteText(today.sunset));
}

function RuleList({ home, known, onRule }: { home: Home; known: Schedule; onRule: (rule: number) => void }) {
  return (
    <ul class="rule-list">
      {known.rules.map((rule, index) => {
        const mode = modeById(home, rule.mode_id);
        if (!mode) return null;
        const today = rule.moment === "clock" ? null : momentToday(rule, known);
        return (
          <li key={`${index}-${ruleText(rule)}`}>
            <button type="button" class="rule" onClick={() => onRule(index)}>
              <span class="rule-mode" data-mode={toneOf(mode, home.modes)}>
                <Icon name={iconOf(mode)} /> {titleOf(mode)}
              </span>
              <span class="rule-when">
                {ruleText(rule)}
                {today !== null && <small>{houseWords.rules.todayIs(minuteText(today))}</small>}
              </span>
              <Icon name="right" />
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** The three modes that a usual week needs, while none of them was removed. */
function usualModes(home: Home): { home: string; away: string; night: string } | null {
  const of = (kind: Mode["kind"]): string | undefined => home.modes.find((mode) => mode.kind === kind)?.id;
  const [atHome, away, night] = [of("home"), of("away"), of("night")];
  return atHome && away && night ? { home: atHome, away, night } : null;
}

export function ScheduleCard({ home, known }: { home: Home; known: Schedule }) {
  const text = houseWords.schedule;
  const editing = useSignal<number | "new" | null>(null);
  const attempt = useAttempt();
  const edit = (rule: number): void => {
    editing.value = rule;
  };
  const usual = usualModes(home);
  const sun = sunText(known);
  return (
    <section class="card" aria-labelledby="schedule-title">
      <h2 id="schedule-title">{text.title}</h2>
      {known.rules.length === 0 ? (
        <div class="week-empty">
          <p>
            <strong>{text.emptyTitle}</strong>
          </p>
          <p class="quiet">{text.emptyText}</p>
          {usual && <p class="quiet">{text.usualHint}</p>}
        </div>
      ) : (
        <>
          <Switch label={text.follow} hint={known.on ? text.text : text.followHint} on={known.on} busy={attempt.busy === "on"} onChange={(on) => void attempt.run(() => changeSchedule({ on }), "on")} />
          <div class="week" data-paused={!known.on}>
            <WeekGrid home={home} known={known} onRule={edit} />
            <WeekList home={home} known={known} onRule={edit} />
          </div>
          {sun && (
            <p class="quiet sun-line">
              <Icon name="sun" /> {sun}
            </p>
          )}
          <h3>{houseWords.rules.title}</h3>
          <RuleList home={home} known={known} onRule={edit} />
        </>
      )}
      {attempt.error && <p class="field-error">{attempt.error.text}</p>}
      <div class="card-actions">
        <Button tone={known.rules.length === 0 ? "plain" : "main"} icon="plus" onClick={() => (editing.value = "new")}>
          {text.add}
        </Button>
        {known.rules.length === 0 && usual && (
          <Button tone="main" icon="calendar" busy={attempt.busy === "usual"} onClick={() => void attempt.run(() => changeSchedule({ rules: usualWeek(usual) }), "usual")}>
            {text.usual}
          </Button>
        )}
      </div>
      {editing.value !== null && <RuleDialog home={home} known={known} place={editing.value === "new" ? null : editing.value} onClose={() => (editing.value = null)} />}
    </section>
  );
}
