// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { PushCard } from "../alerts/push_card";
import { RuleCard } from "../alerts/rule_card";
import { type AlertKind, isOnAt, ruleFor } from "../alerts/rules";
import { call, sentenceOf } from "../api/client";
import type { AlertRule } from "../api/types";
import { useAttempt } from "../state/attempt";
import { cameras } from "../state/cameras";
import { mayAct, mayManage } from "../state/session";
import { say } from "../state/toasts";
import { words } from "../strings";
import { alertWords } from "../strings/alerts";
import { Button, LinkButton } from "../ui/button";
import { Facts } from "../ui/facts";
import { Loading, Notice } from "../ui/notices";
import "../styles/alerts.css";

const text = alertWords.rules;
const kinds: readonly AlertKind[] = ["motion", "ring", "silent", "battery", "storage", "sign_in", "ownership"];

/** A rule in a line, for who may not change it. */
function inWords(rules: AlertRule[], kind: AlertKind): string {
  const rule = ruleFor(rules, kind);
  if (!rule.on) return text.summary.never;
  const hours = rule.quiet ? text.summary.quiet(rule.quiet.from, rule.quiet.to) : text.summary.noQuiet;
  const without = (cameras.value ?? []).filter((camera) => !isOnAt(rules, kind, camera.id)).map((camera) => camera.settings.name);
  return without.length > 0 ? `${hours}, ${text.summary.cameras(without.join(", "))}` : hours;
}

function Rules() {
  const saved = useSignal<AlertRule[] | null>(null);
  const draft = useSignal<AlertRule[]>([]);
  const failed = useSignal<string | null>(null);
  const attempt = useAttempt();
  useEffect(() => {
    call("GET /alerts/rules").then(
      ({ rules }) => {
        saved.value = rules;
        draft.value = rules;
      },
      (error: unknown) => (failed.value = sentenceOf(error)),
    );
  }, [saved, draft, failed]);
  if (failed.value) {
    return (
      <Notice tone="fault" icon="alert">
        {failed.value}
      </Notice>
    );
  }
  const known = saved.value;
  if (!known) return <Loading />;
  if (!mayManage.value) {
    return (
      <section class="card">
        <p class="quiet">{text.readOnly}</p>
        <Facts facts={kinds.map((kind) => [text.kinds[kind].name, inWords(known, kind)] as const)} />
      </section>
    );
  }
  const save = async (): Promise<void> => {
    const done = await attempt.run(async () => {
      const { rules } = await call("PUT /alerts/rules", { body: { rules: draft.value } });
      saved.value = rules;
      draft.value = rules;
    });
    if (done) say(text.saved);
  };
  const isChanged = JSON.stringify(draft.value) !== JSON.stringify(known);
  return (
    <>
      {kinds.map((kind) => (
        <RuleCard key={kind} kind={kind} rules={draft.value} onChange={(rules) => (draft.value = rules)} />
      ))}
      {isChanged && (
        <div class="save-bar">
          <span role="status">{attempt.errorAt() ?? words.cameraSettings.unsaved}</span>
          <Button onClick={() => (draft.value = known)}>{words.cameraSettings.discard}</Button>
          <Button tone="main" busy={attempt.busy !== null} onClick={() => void save()}>
            {words.form.save}
          </Button>
        </div>
      )}
    </>
  );
}

export function AlertSettingsPage() {
  return (
    <div class="page page-narrow">
      <header class="page-head">
        <h1>{alertWords.title}</h1>
        <LinkButton icon="back" href="/alerts">
          {words.nav.back}
        </LinkButton>
      </header>
      <PushCard />
      {mayAct.value && (
        <>
          <div>
            <h2>{text.title}</h2>
            <p class="quiet">{text.text}</p>
          </div>
          <Rules />
        </>
      )}
    </div>
  );
}
