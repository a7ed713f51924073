// SPDX-License-Identifier: Apache-2.0
import { useId, useState } from "preact/hooks";
import { modelFacts } from "../generated/model_facts";
import { drawingWords as text } from "../strings/drawing";
import { inWords } from "../strings/spec";
import { ModelDrawing } from "./model_views";

const byName = Object.entries(modelFacts).toSorted(([, a], [, b]) => a.name.localeCompare(b.name, undefined, { numeric: true }));
/** Makers in the order of how many models they have; one's own model that stands for many comes last. */
const makers: readonly string[] = [...new Set(byName.map(([, { maker }]) => maker))].toSorted((a, b) => count(b) - count(a));

/** As the data calls it. */
const anyMaker = "any maker";

function count(maker: string): number {
  return byName.filter(([, model]) => model.maker === maker).length;
}

interface Props {
  /** Empty: not known. */
  value: string;
  onChange: (model: string) => void;
  /** "I do not know" is a choice, too. */
  mayNotKnow?: boolean;
}

/** Which model it is, picked from drawings; one maker at a time. */
export function ModelPicker({ value, onChange, mayNotKnow = false }: Props) {
  const name = useId();
  const [maker, setMaker] = useState(modelFacts[value]?.maker ?? makers[0] ?? "");
  return (
    <div class="model-picker">
      <div class="segments" role="group" aria-label={text.makers}>
        {makers.map((one) => (
          <button key={one} type="button" class="segment" aria-pressed={one === maker} onClick={() => setMaker(one)}>
            {one === anyMaker ? text.otherMakers : one}
          </button>
        ))}
      </div>
      <fieldset class="model-options">
        <legend class="sr-only">{text.pick}</legend>
        {byName
          .filter(([, model]) => model.maker === maker)
          .map(([id, model]) => (
            <label key={id} class="model-option">
              <input type="radio" name={name} value={id} checked={id === value} onChange={() => onChange(id)} />
              <span aria-hidden="true">
                <ModelDrawing model={model} view="front" label={text.view("front", model.name)} />
              </span>
              <span>{inWords(model.name)}</span>
            </label>
          ))}
        {mayNotKnow && (
          <label class="model-option model-option-none">
            <input type="radio" name={name} value="" checked={value === ""} onChange={() => onChange("")} />
            <span>{text.any}</span>
          </label>
        )}
      </fieldset>
      <p class="quiet">{text.pickHint}</p>
    </div>
  );
}
