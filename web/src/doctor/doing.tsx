// SPDX-License-Identifier: Apache-2.0
import { useState } from "preact/hooks";
import { steps } from "../generated/doctor_words";
import { doctorWords } from "../strings/doctor";
import { Button } from "../ui/button";
import { Choice } from "../ui/field";
import { controlsOf } from "./controls";
import { firstSentence, holdIn, waitsIn } from "./counting";
import { HoldTimer } from "./hold_timer";
import { WhereButton } from "./model_drawing";
import { type KnownModel, modelChoices } from "./model_of";
import type { PhaseProps } from "./phase";
import { Price } from "./price";
import { WaitTimer } from "./wait_timer";

const text = doctorWords.doing;

/** What of one step can be counted and shown: a hold, waits, where its button is. */
function StepTools({ id, says, model, isWarned }: { id: string; says: string; model: KnownModel; isWarned: boolean }) {
  const hold = holdIn(id, says, model.facts);
  const waits = waitsIn(says);
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
      {waits.map((wait) => (
        <WaitTimer key={`${id} ${wait.says}`} wait={wait} />
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
