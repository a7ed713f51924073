// SPDX-License-Identifier: Apache-2.0
import type { TryExample } from "../api/types";
import { ModelDrawing } from "../drawing/model_views";
import { modelFacts } from "../generated/model_facts";
import { tryWords } from "../strings/try";
import { Button } from "../ui/button";

const mostDrawn = 3;

export const exampleName = ({ id, title }: TryExample): string => (title !== "" ? title.replace(/\.$/, "") : (tryWords.names[id] ?? id));

/** A household to choose: its devices drawn, and what it shows. */
export function ExampleCard({ example, busy, onBegin }: { example: TryExample; busy: string | null; onBegin: () => void }) {
  const name = exampleName(example);
  const drawn = example.models.filter((model) => model in modelFacts).slice(0, mostDrawn);
  return (
    <li class="card try-card">
      <div class="try-drawings" data-count={drawn.length} aria-hidden="true">
        {drawn.map((id) => {
          const model = modelFacts[id];
          return model && <ModelDrawing key={id} model={model} view="front" label={tryWords.lessonDrawing(model.name)} />;
        })}
      </div>
      <h3>{name}</h3>
      <p class="quiet">{example.about}</p>
      <Button tone={example.task === null ? "plain" : "main"} icon="play" label={tryWords.beginOf(name)} busy={busy === example.id} disabled={busy !== null} onClick={onBegin}>
        {tryWords.begin}
      </Button>
    </li>
  );
}
