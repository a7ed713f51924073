// SPDX-License-Identifier: Apache-2.0
import { ModelSides } from "../drawing/model_views";
import { modelFacts } from "../generated/model_facts";
import { drawingWords as text } from "../strings/drawing";
import { inWords } from "../strings/spec";
import "../styles/drawing.css";
import "../styles/models.css";

const all = Object.entries(modelFacts).toSorted(([, a], [, b]) => a.name.localeCompare(b.name, undefined, { numeric: true }));

/** Every model that is known, drawn from its sides. */
export function ModelsPage() {
  return (
    <div class="page">
      <header>
        <h1>{text.allTitle}</h1>
        <p class="lead">{text.allText}</p>
      </header>
      <div class="model-gallery">
        {all.map(([id, model]) => (
          <section key={id} id={id} class="card" aria-labelledby={`${id}-name`}>
            <h2 id={`${id}-name`}>{inWords(model.name)}</h2>
            <ModelSides model={model} />
          </section>
        ))}
      </div>
    </div>
  );
}
