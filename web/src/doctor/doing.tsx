// SPDX-License-Identifier: Apache-2.0
import { useState } from "preact/hooks";
import { steps } from "../generated/doctor_words";
import { doctorWords } from "../strings/doctor";
import { Button } from "../ui/button";
import { Choice } from "../ui/field";
import { controlsOf } from "./controls";
import { firstSentence, holdIn, sentences, type Wait, waitsIn } from "./counting";
import { HoldTimer } from "./hold_timer";
import { WhereButton } from "./model_drawing";
import { type KnownModel, modelChoices } from "./model_of";
import type { PhaseProps } from "./phase";
import { Price } from "./price";
import { WaitTimer } from "./wait_timer";

const text = doctorWords.doing;

/** A step as it is counted: in English, whatever language it is shown in. */
const english = (id: string, says: string): string => steps[id]?.says ?? says;

/** Each wait of a step with the sentence that says so. */
function waitsOf(counted: string, says: string): Array<{ wait: Wait; says: string }> {
  const shown = sentences(says);
  return waitsIn(counted).map((wait) => ({ wait, says: shown[wait.sentence] ?? says }));
}

/** What of one step can be counted and shown: a hold, waits, where its button is. */
function StepTools({ id, says, model, isWarned }: { id: string; says: string; model: KnownModel; isWarned: boolean }) {
  const counted = english(id, says);
  const hold = holdIn(id, counted, model.facts);
  const waits = waitsOf(counted, says);
  const isPress = hold !== null || id === "factory_reset" || id === "reset_hub";
  if (!isPress && waits.length === 0) return null;
  const isHubStep = id === "reset_hub";
  const drawn = model.facts && (model.facts.kind === "hub") === isHubStep ? model.facts : undefined;
  return (
    <div class="step-tools">
      {isPress && drawn && <WhereButton model={drawn} />}
      {isPress && !drawn && !isHubStep && model.choose && (
        <div class="model-choice">
          <Choice label={doctorWords.begin.model} value={model.id ?? ""} options={[["", text.anyModel], ...modelChoices]} onChange={model.choose} />
        </div>
      )}
      {hold && <HoldTimer key={`${id} ${model.id}`} hold={hold} isWarned={isWarned} />}
      {waits.map(({ wait, says: saysSo }) => (
        <WaitTimer key={`${id} ${wait.sentence}`} wait={wait} says={saysSo} />
      ))}
    </div>
  );
}

/** A step, or two at the same place. */
export function Doing(props: PhaseProps) {
  const { session, model, act, title } = props;
  const { next } = session;
  const [alsoDone, setAlsoDone] = useState(true);
  const controls = controlsOf(session, props.isSeen);
  const { first, rest } = firstSentence(next.say);
  const isComfort = controls.includes("agree");
  const isWait = steps[next.id]?.kind === "wait";
  const button = (word: "done" | "no_help" | "skipped", tone: "main" | "plain" | "quiet", says: string) => (
    <Button tone={tone} icon={word === "done" ? "check" : undefined} busy={act.busy === `outcome:${word}`} onClick={() => act.outcome(word, alsoDone)}>
      {says}
    </Button>
  );
  return (
    <section class="card phase" data-phase="doing" aria-labelledby="phase-title">
      <p class="phase-kind">{isComfort ? text.comfort : next.also ? text.kindTwo : text.kind}</p>
      <h1 id="phase-title" ref={title} tabIndex={-1} data-long={first.length > 60}>
        {first}
      </h1>
      {rest !== "" && <p class="then">{rest}</p>}
      {!isComfort && <Price next={next} isStep />}
      <StepTools id={next.id} says={next.say} model={model} isWarned={next.warning !== null} />
      {next.also && (
        <div class="also">
          <h2>{text.also}</h2>
          <p>{next.also.says}</p>
          <StepTools id={next.also.id} says={next.also.says} model={model} isWarned={false} />
          <label class="also-done">
            <input type="checkbox" checked={alsoDone} onChange={(event) => setAlsoDone(event.currentTarget.checked)} />
            {text.alsoDone}
          </label>
        </div>
      )}
      <div class="actions phase-actions">
        {isComfort ? (
          <>
            {button("done", "main", text.agree)}
            {button("no_help", "plain", text.disagree)}
          </>
        ) : (
          <>
            {button("done", "main", isWait ? text.doneWait : text.done)}
            {button("no_help", "plain", text.noHelp)}
            {button("skipped", "quiet", text.skipped)}
          </>
        )}
      </div>
    </section>
  );
}
