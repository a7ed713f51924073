// SPDX-License-Identifier: Apache-2.0
import { useState } from "preact/hooks";
import { AddTabs } from "../camera/add_tabs";
import { ModelPicker } from "../drawing/model_picker";
import { modelCare } from "../generated/model_care";
import { modelFacts } from "../generated/model_facts";
import { words } from "../strings";
import { drawingWords as text } from "../strings/drawing";
import { inWords } from "../strings/spec";
import { LinkButton } from "../ui/button";
import { Icon } from "../ui/icon";
import "../styles/drawing.css";
import "../styles/models.css";

/** Where a model is added, where it can be. */
function wayOf(id: string): string | null {
  const care = modelCare[id];
  if (modelFacts[id]?.maker === "Porchlight" && modelFacts[id]?.kind !== "hub") return "/add/porchlight";
  if (!care?.streams) return null;
  return id.startsWith("tapo") ? "/add?make=tapo" : "/add";
}

function Answer({ id }: { id: string }) {
  const facts = modelFacts[id];
  const care = modelCare[id];
  if (!facts || !care) return null;
  const way = wayOf(id);
  return (
    <section class="card" aria-live="polite" aria-labelledby="model-answer">
      <h2 id="model-answer">{inWords(facts.name)}</h2>
      <p class={`state state-${way === null ? "off" : "good"}`}>
        <Icon name={way === null ? "info" : "check"} />
        <span>{way === null ? text.cannotShow : text.canShow}</span>
      </p>
      {(way === null ? care.cannot : care.setup).length > 0 && (
        <>
          <h3>{way === null ? text.cannotTitle : text.setupTitle}</h3>
          <ul class="care-tips">
            {(way === null ? care.cannot : care.setup).map((says) => (
              <li key={says}>{inWords(says)}</li>
            ))}
          </ul>
        </>
      )}
      <div class="actions">
        {way !== null && (
          <LinkButton tone="main" icon="plus" href={way}>
            {text.goAdd}
          </LinkButton>
        )}
        <LinkButton icon="doctor" href={`/doctor?model=${id}`}>
          {text.doctor}
        </LinkButton>
      </div>
    </section>
  );
}

/** Set up by what the camera looks like: what can be done with it, and how it begins. */
export function AddByModelPage() {
  const [model, setModel] = useState("");
  return (
    <div class="page page-narrow">
      <header>
        <h1>{words.add.title}</h1>
        <p class="lead">{text.addLead}</p>
      </header>
      <AddTabs at="model" />
      <section class="card" aria-labelledby="pick-title">
        <h2 id="pick-title">{text.pick}</h2>
        <ModelPicker value={model} onChange={setModel} />
        <p>
          <a href="/models">{words.nav.models}</a>
        </p>
      </section>
      {model !== "" && <Answer key={model} id={model} />}
    </div>
  );
}
