// SPDX-License-Identifier: Apache-2.0
import type { Clip } from "../api/types";
import { now } from "../state/clock";
import { dayName, preciseTime } from "../state/format";
import { mayAct } from "../state/session";
import { words } from "../strings";
import { clipWords } from "../strings/clips";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { ClipCard, clipCameraName } from "./clip_card";
import { type DayOfClips, groupByDay } from "./clip_list";
import { toggledDay } from "./selection";
import type { Choosing } from "./use_selection";

function PickableCard({ clip, choosing }: { clip: Clip; choosing: Choosing }) {
  const chosen = choosing.selection.value.chosen.has(clip.id);
  const isCursor = choosing.cursor.value === clip.id;
  return (
    <div class="clip-pick" data-clip={clip.id} data-chosen={chosen}>
      <ClipCard clip={clip} tabIndex={isCursor ? 0 : -1} />
      {mayAct.value && (
        <button
          type="button"
          class="pick-box"
          role="checkbox"
          aria-checked={chosen}
          aria-label={clipWords.select.one(clipCameraName(clip), preciseTime(Date.parse(clip.start)))}
          tabIndex={-1}
        >
          <Icon name="check" />
        </button>
      )}
    </div>
  );
}

function Day({ group, choosing }: { group: DayOfClips; choosing: Choosing }) {
  const ids = group.clips.map((clip) => clip.id);
  const whole = ids.every((id) => choosing.selection.value.chosen.has(id));
  const toggle = (): void => {
    choosing.selection.value = toggledDay(choosing.selection.value, ids);
    choosing.active.value = true;
  };
  return (
    <section aria-labelledby={`day-${group.day}`}>
      <header class="day-head">
        <h2 id={`day-${group.day}`}>
          {dayName(group.day, now.value)} <span class="quiet">{words.clips.count(group.clips.length)}</span>
        </h2>
        {choosing.active.value && (
          <Button tone="quiet" icon="check" pressed={whole} onClick={toggle}>
            {whole ? clipWords.select.dayNot : clipWords.select.day}
          </Button>
        )}
      </header>
      <div class="clip-grid">
        {group.clips.map((clip) => (
          <PickableCard key={clip.id} clip={clip} choosing={choosing} />
        ))}
      </div>
    </section>
  );
}

/** Clips in days, newest first. */
export function ClipGrid({ clips, choosing }: { clips: readonly Clip[]; choosing: Choosing }) {
  return (
    <>
      {groupByDay(clips).map((group) => (
        <Day key={group.day} group={group} choosing={choosing} />
      ))}
    </>
  );
}
