// SPDX-License-Identifier: Apache-2.0
import type { Zone } from "../api/types";
import { words } from "../strings";
import { Button } from "../ui/button";
import { Choice, Field } from "../ui/field";
import { Icon } from "../ui/icon";
import type { ZoneDraft } from "./draft";
import { addPointAfter, areaOf, crossesItself, fewestPoints, mostPoints, movePoint, type Point, removePoint } from "./geometry";

/** The points as numbers, for those who would rather type than drag. */
function PointTable({ zone, draft }: { zone: Zone; draft: ZoneDraft }) {
  const set = (index: number, point: Point): void => draft.change(zone.id, { points: movePoint(zone.points, index, point) }, `type ${zone.id} ${index}`);
  const reshape = (points: Point[]): void => draft.change(zone.id, { points }, `table ${zone.id} ${points.length}`);
  return (
    <details class="more-fields">
      <summary>{words.zones.numbers}</summary>
      <ol class="point-rows">
        {zone.points.map(([x, y], index) => (
          // Points have no names of their own; their place in the row is what they are.
          <li key={`row${index}`} class="point-row">
            <span class="point-number">{index + 1}</span>
            <Field label={words.zones.across} type="number" min={0} max={100} step="any" suffix="%" value={String(Math.round(x * 1000) / 10)} onInput={(text) => set(index, [Number(text) / 100, y])} />
            <Field label={words.zones.down} type="number" min={0} max={100} step="any" suffix="%" value={String(Math.round(y * 1000) / 10)} onInput={(text) => set(index, [x, Number(text) / 100])} />
            <Button tone="quiet" icon="plus" label={words.zones.addBetween(index + 1)} disabled={zone.points.length >= mostPoints} onClick={() => reshape(addPointAfter(zone.points, index))} />
            <Button tone="quiet" icon="trash" label={words.zones.removePoint(index + 1)} disabled={zone.points.length <= fewestPoints} onClick={() => reshape(removePoint(zone.points, index))} />
          </li>
        ))}
      </ol>
    </details>
  );
}

const sensitivities: Array<[string, string]> = [
  ["", words.zones.asCamera],
  ...Array.from({ length: 9 }, (_, index): [string, string] => [String(index + 1), `${index + 1} · ${words.cameraSettings.sensitivityWord(index + 1)}`]),
];

/** One zone's settings. */
export function ZoneForm({ zone, draft, cost }: { zone: Zone; draft: ZoneDraft; cost: string | null }) {
  const change = (changes: Partial<Zone>, step: string): void => draft.change(zone.id, changes, `${step} ${zone.id}`);
  return (
    <div class="stack">
      <Field label={words.zones.name} value={zone.name} onInput={(name) => change({ name }, "name")} required />
      <Choice
        label={words.zones.kind}
        value={zone.kind}
        options={[["activity", words.zones.activity], ["privacy", words.zones.privacy]]}
        onChange={(kind) => change({ kind }, "kind")}
        hint={zone.kind === "activity" ? words.zones.activityMeans : words.zones.privacyMeans}
      />
      {zone.kind === "privacy" && (
        <p class="zone-cost">
          <Icon name="info" /> {cost ?? words.zones.cost}
        </p>
      )}
      {zone.kind === "activity" && (
        <Choice
          label={words.cameraSettings.sensitivity}
          value={zone.sensitivity ? String(zone.sensitivity) : ""}
          options={sensitivities}
          onChange={(text) => change({ sensitivity: text ? Number(text) : null }, "sensitivity")}
        />
      )}
      <p class="quiet">{words.zones.covers(Math.round(areaOf(zone.points) * 100))}</p>
      {crossesItself(zone.points) && (
        <p class="field-error">
          <Icon name="alert" /> {words.zones.crosses}
        </p>
      )}
      <PointTable zone={zone} draft={draft} />
      <div>
        <Button icon="trash" onClick={() => draft.remove(zone.id)}>
          {words.zones.remove}
        </Button>
      </div>
    </div>
  );
}

export function ZoneTabs({ draft }: { draft: ZoneDraft }) {
  return (
    <ul class="zone-tabs">
      {draft.zones.value.map((zone) => (
        <li key={zone.id}>
          <button type="button" class="zone-tab" aria-pressed={zone.id === draft.selectedId.value} onClick={() => (draft.selectedId.value = zone.id)}>
            <Icon name={zone.kind === "activity" ? "motion" : "hidden"} />
            {zone.name || words.zones.nameless}
          </button>
        </li>
      ))}
    </ul>
  );
}
