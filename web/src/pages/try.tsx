// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef } from "preact/hooks";
import type { Try, TryExample } from "../api/types";
import { byHub, house, isOver, startLink } from "../household/link";
import { HouseholdClock, HouseholdView, LostLine } from "../household/page";
import { useAttempt } from "../state/attempt";
import { usePolling } from "../state/polled";
import { words } from "../strings";
import { tryWords as text } from "../strings/try";
import { ExampleCard, exampleName } from "../try/example_card";
import { beginHousehold, endHousehold, households, isChanging, loadHouseholds, turn } from "../try/households";
import { LessonCard } from "../try/lesson_card";
import { Button } from "../ui/button";
import { Empty, Loading } from "../ui/notices";
import "../styles/drawing.css";
import "../styles/clips.css";
import "../styles/household.css";
import "../styles/household_plan.css";
import "../styles/try.css";

/** How soon a lesson that is done is seen to be. */
const lessonMs = 1500;

function Examples({ view }: { view: Try }) {
  const { busy, errorAt, run } = useAttempt();
  const begin = (example: TryExample) => (): void => void run(() => beginHousehold(example.id), example.id);
  const part = (title: string, lead: string, all: readonly TryExample[]) => (
    <section class="try-part" aria-label={title}>
      <h2>{title}</h2>
      <p class="quiet">{lead}</p>
      <ul class="try-cards">
        {all.map((example) => (
          <ExampleCard key={example.id} example={example} busy={busy} onBegin={begin(example)} />
        ))}
      </ul>
    </section>
  );
  return (
    <div class="page try-page">
      <header>
        <h1>{text.title}</h1>
        <p class="lead">{text.lead}</p>
      </header>
      {errorAt() && (
        <p class="field-error" role="alert">
          {errorAt()}
        </p>
      )}
      {part(text.learn, text.learnText, view.examples.filter(({ task }) => task !== null))}
      {part(text.look, text.lookText, view.examples.filter(({ task }) => task === null))}
    </div>
  );
}

function Over({ again }: { again: () => void }) {
  return (
    <Empty page icon="house" title={text.over}>
      <p>{text.overText}</p>
      <Button tone="main" onClick={again}>
        {text.others}
      </Button>
    </Empty>
  );
}

function RunningHousehold({ example, view }: { example: TryExample; view: Try }) {
  const { busy, errorAt, run } = useAttempt();
  const number = turn.value;
  useEffect(() => {
    const stop = startLink(byHub);
    isChanging.value = false;
    return stop;
  }, [example.id, number]);
  usePolling(loadHouseholds, lessonMs);
  const again = (): void => void run(() => beginHousehold(example.id), "again");
  const end = (): void => void run(endHousehold, "end");
  const state = house.value;
  return (
    <div class="try-running">
      <header class="try-head">
        <div>
          <p class="eyebrow">{text.isVirtual}</p>
          <h1>{exampleName(example)}</h1>
        </div>
        {state && <HouseholdClock state={state} />}
        <Button icon="close" busy={busy === "end"} onClick={end}>
          {text.end}
        </Button>
      </header>
      {errorAt() && (
        <p class="field-error" role="alert">
          {errorAt()}
        </p>
      )}
      <LostLine />
      <LessonCard example={example} view={view} busy={busy === "again"} onAgain={again} />
      {state ? <HouseholdView state={state} /> : <Loading text={text.wakes} />}
    </div>
  );
}

function load(): Promise<void> {
  isOver.value = false;
  return loadHouseholds();
}

/** Virtual households within the app: examples to look around in, and lessons that judge themselves. */
export function TryPage() {
  const { errorAt, run } = useAttempt();
  const newest = useRef(run);
  newest.current = run;
  useEffect(() => void newest.current(load), []);
  const view = households.value;
  if (errorAt())
    return (
      <Empty page icon="house" title={text.title}>
        <p>{errorAt()}</p>
        <Button onClick={() => void run(load)}>{words.hub.tryAgain}</Button>
      </Empty>
    );
  if (view === null) return <Loading text={text.loading} />;
  const running = view.examples.find(({ id }) => id === view.running);
  if (isOver.value && !isChanging.value) return <Over again={() => void run(load)} />;
  return running ? <RunningHousehold key={running.id} example={running} view={view} /> : <Examples view={view} />;
}
