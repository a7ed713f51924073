// SPDX-License-Identifier: Apache-2.0
// What is known of a model, as cards for the pages of a camera.
import { modelCare } from "../generated/model_care";
import { modelFacts } from "../generated/model_facts";
import { drawingWords as text } from "../strings/drawing";
import { inWords } from "../strings/spec";
import { ModelSides } from "./model_views";
import "../styles/drawing.css";
import "../styles/models.css";

/** The camera drawn from its sides, with where to press. */
export function WhereCard({ model }: { model: string }) {
  const facts = modelFacts[model];
  if (!facts) return null;
  return (
    <section class="card" aria-labelledby="where-title">
      <div>
        <h2 id="where-title">{text.where}</h2>
        <p class="quiet">{text.whereText}</p>
      </div>
      <ModelSides model={facts} />
    </section>
  );
}

/** How to treat it well. */
export function CareCard({ model }: { model: string }) {
  const facts = modelFacts[model];
  const tips = modelCare[model]?.care ?? [];
  if (!facts || tips.length === 0) return null;
  return (
    <section class="card" aria-labelledby="care-title">
      <div>
        <h2 id="care-title">{text.care}</h2>
        <p class="quiet">{text.careText(inWords(facts.name))}</p>
      </div>
      <ul class="care-tips">
        {tips.map((tip) => (
          <li key={tip}>{inWords(tip)}</li>
        ))}
      </ul>
    </section>
  );
}
