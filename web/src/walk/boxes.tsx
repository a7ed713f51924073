// SPDX-License-Identifier: Apache-2.0
import type { Walk } from "../api/types";
import { walkWords } from "../strings/walk";
import { shownFrom } from "./sight";

type Area = Walk["counting"][number];

function Box({ area, kind }: { area: Area; kind: "counts" | "perhaps" | "outside" }) {
  const percent = (share: number): string => `${(share * 100).toFixed(2)}%`;
  return <span class={`sight sight-${kind}`} style={{ left: percent(area.x), top: percent(area.y), width: percent(area.width), height: percent(area.height) }} />;
}

/** What is seen, drawn over the picture: thick for what counts, dashed for what does not yet. */
export function Boxes({ walk }: { walk: Walk | null }) {
  if (!walk) return null;
  return (
    <div class="sights" aria-hidden="true">
      {walk.candidates.filter(({ nearness }) => nearness >= shownFrom).map(({ area }, index) => <Box key={`c${index}`} area={area} kind="perhaps" />)}
      {walk.outside.map((area, index) => <Box key={`o${index}`} area={area} kind="outside" />)}
      {walk.counting.map((area, index) => <Box key={`s${index}`} area={area} kind="counts" />)}
    </div>
  );
}

export function Legend() {
  const { legend } = walkWords.walk;
  return (
    <ul class="sight-legend">
      {(["counts", "perhaps", "outside"] as const).map((kind) => (
        <li key={kind}>
          <span class={`sight-sample sight-${kind}`} aria-hidden="true" />
          {legend[kind]}
        </li>
      ))}
    </ul>
  );
}
