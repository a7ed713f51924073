// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import { sentenceOf } from "../api/client";
import { cameras } from "../state/cameras";
import { now } from "../state/clock";
import { chooseMode, home } from "../state/home";
import { mayAct, mayManage } from "../state/session";
import { say } from "../state/toasts";
import { words } from "../strings";
import { Icon } from "../ui/icon";
import { iconOf, modeById, titleOf, toneOf } from "./mode_words";
import { nextText } from "./next_text";

/** The mode in use, for how long, and the others one tap away. What was tapped shows at once, but is said to be so only
 * when the hub has said it. */
export function ModeBar() {
  const wanted = useSignal<string | null>(null);
  const known = home.value;
  if (!known) return null;
  const choose = async (id: string): Promise<void> => {
    wanted.value = id;
    await chooseMode(id).catch((error: unknown) => say(sentenceOf(error), { tone: "fault" }));
    if (wanted.value === id) wanted.value = null;
  };
  const shown = wanted.value ?? known.mode.id;
  const all = cameras.value ?? [];
  const changing = wanted.value !== null && modeById(known, wanted.value);
  const inUse = modeById(known, shown);
  return (
    <div class="mode-bar">
      {!mayAct.value && inUse && (
        <p class="state">
          <Icon name={iconOf(inUse)} /> {titleOf(inUse)}
        </p>
      )}
      {mayAct.value && (
        <div class="mode-choice" data-count={known.modes.length} role="group" aria-label={words.mode.choose}>
          {known.modes.map((mode) => (
            <button
              key={mode.id}
              type="button"
              class="mode-option"
              data-mode={toneOf(mode, known.modes)}
              aria-pressed={mode.id === shown}
              aria-busy={mode.id === wanted.value}
              onClick={() => mode.id !== shown && void choose(mode.id)}
            >
              <Icon name={iconOf(mode)} /> {titleOf(mode)}
            </button>
          ))}
        </div>
      )}
      <p class="mode-line">
        <span role="status">
          {changing ? words.mode.changing(titleOf(changing)) : `${all.length > 0 ? `${words.mode.armed(all.filter((camera) => camera.armed).length, all.length)} ` : ""}${nextText(known, now.value)}`}
        </span>
        {mayManage.value && <a href="/settings/house">{words.mode.more}</a>}
      </p>
    </div>
  );
}
