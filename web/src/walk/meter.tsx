// SPDX-License-Identifier: Apache-2.0
import type { Walk } from "../api/types";
import { walkWords } from "../strings/walk";
import { Icon, type IconName } from "../ui/icon";
import type { Says } from "./sight";

const words = walkWords.walk;
const icons: Record<Says, IconName> = { off: "unplug", learning: "clock", nothing: "visible", near: "scan", outside: "zones", seen: "motion" };

/** Large enough to be read from five metres away, and never by its colour alone. */
export function Meter({ says, walk }: { says: Says; walk: Walk | null }) {
  const level = says === "off" ? 0 : (walk?.level ?? 0);
  const quiet = says === "nothing" && walk?.ignored;
  return (
    <section class="walk-meter" data-says={says}>
      <p class="walk-says" role="status">
        <Icon name={icons[says]} />
        {words.says[says]}
      </p>
      <meter class="walk-level" min={0} max={1} value={level} aria-label={words.level} />
      <p class="walk-means">{(says === "off" && walk?.problem) || (quiet ? words.ignored(quiet) : words.means[says])}</p>
    </section>
  );
}
