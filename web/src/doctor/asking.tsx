// SPDX-License-Identifier: Apache-2.0
import { useState } from "preact/hooks";
import { drawnAnswers } from "../generated/model_facts";
import { Light } from "../light/light";
import { doctorWords } from "../strings/doctor";
import { Button } from "../ui/button";
import { Choice } from "../ui/field";
import { controlsOf } from "./controls";
import { LightPicker } from "./light_picker";
import { modelChoices } from "./model_of";
import type { PhaseProps } from "./phase";
import { Price } from "./price";
import { TapAlong } from "./tap_along";

const text = doctorWords.asking;
type Way = "list" | "pick" | "tap";

/** In two columns where there is room for them: characters, and how many make a list long. */
const shortAnswer = 28;
const manyAnswers = 9;

/** Its answers as large buttons; a light stands beside the answer that it belongs to. */
function Answers({ session, act }: PhaseProps) {
  const { next } = session;
  const drawn = new Map((drawnAnswers[next.id] ?? []).map(({ id, patterns }) => [id, patterns[0]]));
  return (
    <ul class="answers" data-short={next.answers.length >= manyAnswers || next.answers.every(({ says }) => says.length < shortAnswer)}>
      {next.answers.map(({ id, says }) => {
        const pattern = drawn.get(id);
        return (
          <li key={id}>
            <button type="button" class="answer" disabled={act.busy !== null} aria-busy={act.busy === id} onClick={() => act.answer(id)}>
              {pattern !== undefined && <Light pattern={pattern} />}
              <span>{says}</span>
            </button>
          </li>
        );
      })}
      <li>
        <button type="button" class="answer answer-none" disabled={act.busy !== null} aria-busy={act.busy === "cannot_say"} onClick={() => act.answer(null)}>
          {text.cannotSay}
        </button>
      </li>
    </ul>
  );
}

function LightWays({ way, onChange }: { way: Way; onChange: (way: Way) => void }) {
  const names = { list: text.list, pick: text.pick, tap: text.tap };
  return (
    <div class="segments" role="group" aria-label={text.ways}>
      {(["list", "pick", "tap"] as const).map((one) => (
        <button key={one} type="button" class="segment" aria-pressed={one === way} onClick={() => onChange(one)}>
          {names[one]}
        </button>
      ))}
    </div>
  );
}

/** The question is about the light of the known model, and not about that of its hub. */
function showsOwn({ session, model }: Pick<PhaseProps, "session" | "model">): boolean {
  return model.facts !== undefined && model.facts.lights.length > 0 && (model.facts.kind === "hub") === (session.next.id === "hub_light");
}

function LightAnswer({ session, model, act, way }: PhaseProps & { way: Way }) {
  if (way === "tap") return <TapAlong busy={act.busy === "light"} onUse={act.light} />;
  return (
    <>
      {model.choose && (
        <div class="model-choice">
          <Choice label={text.forModel} value={model.id ?? ""} options={[["", doctorWords.begin.anyModel], ...modelChoices]} onChange={model.choose} />
        </div>
      )}
      <LightPicker key={model.id} model={showsOwn({ session, model }) ? model.id : undefined} question={session.next.id} busy={act.busy === "light"} onUse={(pattern) => act.light({ pattern })} />
    </>
  );
}

/** One question. */
export function Asking(props: PhaseProps) {
  const { session, act, title } = props;
  // Of a known model the pictures are better than a list of all lights that there are.
  const [way, setWay] = useState<Way>(() => (showsOwn(props) ? "pick" : "list"));
  const controls = controlsOf(session, props.isSeen);
  const isList = way === "list" || !controls.includes("show_light");
  return (
    <section class="card phase" data-phase="asking" aria-labelledby="phase-title">
      <p class="phase-kind">{text.kind}</p>
      <h1 id="phase-title" ref={title} tabIndex={-1}>
        {session.next.say}
      </h1>
      <Price next={session.next} isStep={false} />
      {controls.includes("show_light") && <LightWays way={way} onChange={setWay} />}
      {isList ? <Answers {...props} /> : <LightAnswer {...props} way={way} />}
      {!isList && (
        <div class="actions">
          <Button busy={act.busy === "cannot_say"} onClick={() => act.answer(null)}>
            {text.cannotSay}
          </Button>
        </div>
      )}
    </section>
  );
}
