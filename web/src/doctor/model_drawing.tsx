// SPDX-License-Identifier: Apache-2.0
import { useMemo } from "preact/hooks";
import { BodyDrawing } from "../drawing/body";
import { ModelDrawing } from "../drawing/model_views";
import { buttonOf } from "../drawing/shapes";
import type { ModelFacts } from "../generated/model_facts";
import { partsOf } from "../light/pattern_text";
import { useLamps } from "../light/use_light";
import { doctorWords } from "../strings/doctor";
import { inWords } from "../strings/spec";

/** The front of a model, its light playing a pattern. The night lamp is around the lens. */
export function FrontDrawing({ model, pattern }: { model: ModelFacts; pattern: string | null }) {
  const parts = useMemo(() => (pattern === null || pattern === "infrared" ? [] : partsOf(pattern)), [pattern]);
  const lamps = useLamps<SVGGElement>(parts, pattern ?? "");
  const label = pattern === null ? doctorWords.light.previewEmpty : doctorWords.light.preview(doctorWords.lightLooks(partsOf(pattern)));
  return <BodyDrawing model={model} view="front" label={label} state={{ parts, lamps, nightLamp: pattern === "infrared" }} />;
}

/** Where the button of a model is, and what to press it with. */
export function WhereButton({ model }: { model: ModelFacts }) {
  const text = doctorWords.doing;
  const { view } = buttonOf(model);
  const tool = model.tools.find(({ use }) => use === "press");
  return (
    <figure class="where">
      <ModelDrawing model={model} view={view} label={text.drawing(text.views[view], model.name)} />
      <figcaption>
        <strong>{text.whereOf(inWords(model.name))}</strong>
        {model.buttons.map(({ says }) => (
          <p key={says}>{inWords(says)}</p>
        ))}
        {tool && <p class="quiet">{inWords(tool.says)}</p>}
      </figcaption>
    </figure>
  );
}
