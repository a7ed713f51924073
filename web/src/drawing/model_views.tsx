// SPDX-License-Identifier: Apache-2.0
// A model as it is known, not one device as it is now.
import type { ModelFacts } from "../generated/model_facts";
import { useLamps } from "../light/use_light";
import { drawingWords } from "../strings/drawing";
import { inWords } from "../strings/spec";
import { BodyDrawing } from "./body";
import { buttonOf, type Mark, marksOf, type View, viewsOf } from "./shapes";

const full = [{ left: 0.8 }, { left: 0.8 }];

/** One side, its light dark. */
export function ModelDrawing({ model, view, label, isMarked = false }: { model: ModelFacts; view: View; label: string; isMarked?: boolean }) {
  const lamps = useLamps<SVGGElement>([], model.name);
  const cable = model.power === "battery" ? {} : { cable: "in" as const };
  const cells = model.power === "wired" ? {} : { cells: full };
  return <BodyDrawing model={model} view={view} label={label} isMarked={isMarked} state={{ parts: [], lamps, ...cable, ...cells }} />;
}

/** What a mark is, and what is known of it. */
function saysOf(model: ModelFacts, { kind }: Mark): string {
  const name = drawingWords.marks[kind];
  if (model.power === "either" && (kind === "cable" || kind === "pack" || kind === "cells")) return drawingWords.ifAny(name);
  const more: Partial<Record<Mark["kind"], string | undefined>> = {
    button: model.buttons[0]?.says,
    code: model.qr_code,
    cells: model.supply,
    pack: model.supply,
    cable: model.supply,
    cover: model.tools.find(({ use }) => use === "open")?.says,
  };
  const known = more[kind];
  if (!known) return name;
  const said = inWords(known);
  // "USB adapter" stays as it is, and so does German, where nouns are written so.
  const isWord = said === known && /^[A-Z][a-z ]/.test(known);
  return `${name}: ${isWord ? known.charAt(0).toLowerCase() + known.slice(1) : said}`;
}

/** One side with numbers, and what they stand for beneath it. */
export function MarkedView({ model, view }: { model: ModelFacts; view: View }) {
  const marks = marksOf(model, view);
  const names = marks.map(({ kind }) => drawingWords.marks[kind]);
  const isUnsure = marks.some(({ kind }) => kind === "button") && buttonOf(model).place === "varies";
  return (
    <figure class="marked">
      <ModelDrawing model={model} view={view} isMarked label={drawingWords.marked(view, model.name, names)} />
      <figcaption>
        <strong>{drawingWords.views[view]}</strong>
        <ol>
          {marks.map((mark) => (
            <li key={mark.kind}>
              {saysOf(model, mark)}
              {mark.kind === "button" && isUnsure && <span class="quiet"> ({drawingWords.unsure})</span>}
            </li>
          ))}
        </ol>
      </figcaption>
    </figure>
  );
}

/** Every side that says something. */
export function ModelSides({ model }: { model: ModelFacts }) {
  return (
    <div class="model-sides">
      {viewsOf(model).map((view) => (
        <MarkedView key={view} model={model} view={view} />
      ))}
    </div>
  );
}
