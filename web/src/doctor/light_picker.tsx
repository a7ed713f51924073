// SPDX-License-Identifier: Apache-2.0
import { useState } from "preact/hooks";
import { drawnAnswers, modelFacts } from "../generated/model_facts";
import { Light } from "../light/light";
import { partsOf } from "../light/pattern_text";
import { wantsStill } from "../light/use_light";
import { doctorWords } from "../strings/doctor";
import { Button } from "../ui/button";
import { FrontDrawing } from "./model_drawing";

const text = doctorWords.light;

interface Shown {
  pattern: string;
  looks: string;
}

/** Those that look alike in words stand once: a person could not tell them apart. */
function distinct(patterns: readonly string[]): Shown[] {
  const shown = patterns.map((pattern) => ({ pattern, looks: doctorWords.lightLooks(partsOf(pattern)) }));
  return [...new Map(shown.toReversed().map((one) => [one.looks, one])).values()].toReversed();
}

/** Those of one colour together, as the sources have them; the night lamp and darkness last. */
function inColours(shown: Shown[]): Shown[] {
  const last = ["infrared", "off"];
  const colourOf = ({ pattern }: Shown): string => /^\w+/.exec(pattern)?.[0] ?? "";
  const order = [...new Set(shown.map(colourOf).filter((colour) => !last.includes(colour))), ...last];
  return shown.toSorted((a, b) => order.indexOf(colourOf(a)) - order.indexOf(colourOf(b)));
}

/** The lights of a model, or, where it is not known, those that lights are asked about with. */
export function lightsShown(model: string | undefined, question: string, others: boolean): Shown[] {
  const known = model === undefined ? [] : (modelFacts[model]?.lights ?? []).map(({ pattern }) => pattern);
  const drawn = (drawnAnswers[question] ?? []).flatMap(({ patterns }) => patterns);
  if (known.length === 0) return inColours(distinct(drawn));
  if (!others) return inColours(distinct([...known, "off"]));
  const looks = new Set(distinct([...known, "off"]).map((one) => one.looks));
  return inColours(distinct(drawn)).filter((one) => !looks.has(one.looks));
}

interface Props {
  model: string | undefined;
  /** Which question it answers: "light", or "hub_light". */
  question: string;
  busy: boolean;
  error?: string | undefined;
  onUse: (pattern: string) => void;
}

/** Every light that it may show, each blinking as in life; one is chosen. */
export function LightPicker({ model, question, busy, error, onUse }: Props) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [others, setOthers] = useState(false);
  const [isMissing, setMissing] = useState(false);
  const facts = model === undefined ? undefined : modelFacts[model];
  const hasOwn = (facts?.lights.length ?? 0) > 0;
  const lights = lightsShown(model, question, others);
  const turn = (): void => {
    setOthers(!others);
    setChosen(null);
  };
  return (
    <form
      class="light-picker"
      onSubmit={(event) => {
        event.preventDefault();
        setMissing(chosen === null);
        if (chosen !== null) onUse(chosen);
      }}
    >
      {wantsStill() && <p class="quiet">{text.still}</p>}
      <div class="light-choice" data-drawn={facts !== undefined}>
        {facts && (
          <div class="light-preview">
            <FrontDrawing model={facts} pattern={chosen} />
          </div>
        )}
        <fieldset class="light-options">
          <legend class="sr-only">{others ? text.othersTitle : text.title}</legend>
          {lights.map(({ pattern, looks }) => (
            <label key={pattern} class="light-option">
              <input type="radio" name="light" value={pattern} checked={pattern === chosen} onChange={() => setChosen(pattern)} />
              <Light pattern={pattern} />
              <span>{looks}</span>
            </label>
          ))}
        </fieldset>
      </div>
      {(error || (isMissing && chosen === null)) && (
        <p class="field-error" role="alert">
          {error ?? text.choose}
        </p>
      )}
      <div class="actions">
        <Button type="submit" tone="main" icon="check" busy={busy}>
          {text.use}
        </Button>
        {hasOwn && <Button onClick={turn}>{others ? text.back : text.others}</Button>}
      </div>
    </form>
  );
}
