// SPDX-License-Identifier: Apache-2.0
import type { ComponentType } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { call } from "../api/client";
import type { DoctorSession } from "../api/types";
import { Asking } from "../doctor/asking";
import { CauseCard } from "../doctor/cause_card";
import { controlsOf, stepsTold } from "../doctor/controls";
import { Doing } from "../doctor/doing";
import { Evidence, Tried } from "../doctor/evidence";
import { Findings } from "../doctor/findings";
import { type KnownModel, sessionModel } from "../doctor/model_of";
import { Ended, Looking, Support } from "../doctor/over";
import type { Acts, PhaseProps } from "../doctor/phase";
import { useSession } from "../doctor/session";
import { Watching } from "../doctor/watching";
import { useAttempt } from "../state/attempt";
import { cameraNames } from "../state/cameras";
import { doctorWords } from "../strings/doctor";
import { Button, LinkButton } from "../ui/button";
import { ConfirmDialog } from "../ui/dialog";
import { Empty, Loading } from "../ui/notices";
import "../styles/drawing.css";
import "../styles/doctor.css";
import "../styles/doctor_light.css";
import "../styles/doctor_parts.css";

const text = doctorWords.walk;

const phases: Record<DoctorSession["phase"], ComponentType<PhaseProps>> = {
  looking: Looking,
  asking: Asking,
  doing: Doing,
  watching: Watching,
  support: Support,
  ended: Ended,
};

function useActs(session: DoctorSession, take: (session: DoctorSession) => void): Acts & { error: string | undefined } {
  const { busy, errorAt, run } = useAttempt();
  const { id, next } = session;
  const act = (name: string, ask: () => Promise<DoctorSession>): void => void run(async () => take(await ask()), name);
  return {
    busy,
    error: errorAt(),
    answer: (value) => act(value ?? "cannot_say", () => call("POST /doctor/sessions/{id}/answer", { id, body: { observation: next.id, value } })),
    light: (light) => act("light", () => call("POST /doctor/sessions/{id}/light", { id, body: light })),
    outcome: (word, withAlso = true) => act(`outcome:${word}`, () => call("POST /doctor/sessions/{id}/outcome", { id, body: { steps: stepsTold(next, withAlso), word } })),
  };
}

function Leave({ session, take }: { session: DoctorSession; take: (session: DoctorSession) => void }) {
  const [asking, setAsking] = useState(false);
  const { busy, errorAt, run } = useAttempt();
  const leave = async (): Promise<void> => {
    await run(async () => take(await call("POST /doctor/sessions/{id}/end", { id: session.id })));
    setAsking(false);
  };
  return (
    <>
      {errorAt() && (
        <p class="field-error" role="alert">
          {errorAt()}
        </p>
      )}
      <Button tone="quiet" icon="close" onClick={() => setAsking(true)}>
        {text.leave}
      </Button>
      {asking && (
        <ConfirmDialog title={text.leaveTitle} text={<p>{text.leaveText}</p>} action={text.leave} busy={busy !== null} onConfirm={() => void leave()} onClose={() => setAsking(false)} />
      )}
    </>
  );
}

/** What is wanted now; what failed of it is forgotten with it. */
function Wanted({ session, model, title, take }: Pick<PhaseProps, "session" | "model" | "title"> & { take: (session: DoctorSession) => void }) {
  const acts = useActs(session, take);
  // Of which device the light is, its question says.
  const ofHub = session.next.id === "hub_light";
  const isModels = model.id !== undefined && (model.facts?.kind === "hub" || !ofHub);
  const light: Acts["light"] = (told) => acts.light({ ...told, of_hub: ofHub, ...(isModels && { model: model.id }) });
  const Phase = phases[session.phase];
  return (
    <>
      <Phase session={session} model={model} isSeen={session.camera_id !== null} act={{ ...acts, light }} title={title} />
      {acts.error && (
        <p class="field-error" role="alert">
          {acts.error}
        </p>
      )}
    </>
  );
}

function Walk({ session, take }: { session: DoctorSession; take: (session: DoctorSession) => void }) {
  const title = useRef<HTMLHeadingElement>(null);
  const telling = useAttempt();
  const known: KnownModel = sessionModel(session, take, (ask) => void telling.run(ask));
  const wanted = `${session.phase} ${session.next.id}`;
  const before = useRef(wanted);
  useEffect(() => {
    // The button that was pressed is gone; what is wanted next is read from its start.
    if (before.current !== wanted) title.current?.focus();
    before.current = wanted;
  }, [wanted]);
  const name = session.camera_id === null ? (known.facts?.name ?? text.unknown) : (cameraNames.value.get(session.camera_id) ?? text.unknown);
  const controls = controlsOf(session, session.camera_id !== null);
  return (
    <div class="page page-narrow doctor walk">
      <header class="walk-head">
        <p class="eyebrow">
          <a href="/doctor">{text.tab}</a> · {session.camera_id === null ? name : <a href={`/cameras/${session.camera_id}`}>{name}</a>}
        </p>
        {session.about && <p class="walk-about quiet">{text.about(session.about)}</p>}
      </header>
      <CauseCard session={session} />
      {telling.errorAt() && (
        <p class="field-error" role="alert">
          {telling.errorAt()}
        </p>
      )}
      <Wanted key={wanted} session={session} model={known} title={title} take={take} />
      <div class="folds">
        <Evidence session={session} />
        <Findings session={session} onChange={take} />
        <Tried session={session} />
      </div>
      <footer class="walk-foot">
        {session.phase !== "support" && session.phase !== "ended" && (
          <LinkButton tone="quiet" icon="text" href={`/doctor/${session.id}/report`}>
            {doctorWords.report.open}
          </LinkButton>
        )}
        {controls.includes("leave") && <Leave session={session} take={take} />}
      </footer>
    </div>
  );
}

export function DoctorWalkPage({ params }: { params: Record<string, string> }) {
  const { session, gone, error, take } = useSession(params.id ?? "");
  if (gone)
    return (
      <Empty page icon="info" title={text.gone}>
        <p>{text.goneText}</p>
        <LinkButton href="/doctor">{text.toBegin}</LinkButton>
      </Empty>
    );
  if (session) return <Walk session={session} take={take} />;
  if (error === null) return <Loading />;
  return (
    <Empty page icon="unplug" title={doctorWords.walk.tab}>
      <p>{error}</p>
      <LinkButton href="/doctor">{text.toBegin}</LinkButton>
    </Empty>
  );
}
