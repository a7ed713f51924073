// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import { call } from "../api/client";
import type { Home, Mode } from "../api/types";
import { useAttempt } from "../state/attempt";
import { applyHome } from "../state/home";
import { houseWords } from "../strings/house";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { EditActions } from "./edit_actions";
import { titleOf } from "./mode_words";
import { loadSchedule, schedule } from "./schedule";

/** @param mode None: a new one. */
export function ModeDialog({ home, mode, onClose }: { home: Home; mode: Mode | null; onClose: () => void }) {
  const text = houseWords.modes;
  const name = useSignal(mode ? titleOf(mode) : "");
  const attempt = useAttempt();
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    const wanted = name.value.trim();
    const saved = await attempt.run(async () => {
      if (!mode) applyHome(await call("POST /home/modes", { body: { name: wanted } }));
      else if (wanted !== titleOf(mode)) applyHome(await call("PATCH /home/modes/{id}", { id: mode.id, body: { name: wanted } }));
    }, "save");
    if (saved) onClose();
  };
  const remove = async (gone: Mode): Promise<void> => {
    const removed = await attempt.run(async () => {
      applyHome(await call("DELETE /home/modes/{id}", { id: gone.id }));
      await loadSchedule();
    }, "remove");
    if (removed) onClose();
  };
  const inUse = mode?.id === home.mode.id;
  const rules = schedule.value?.rules.filter((rule) => rule.mode_id === mode?.id).length ?? 0;
  return (
    <Dialog title={mode ? text.editTitle(titleOf(mode)) : text.addTitle} onClose={onClose}>
      <form class="rule-form" onSubmit={(event) => void save(event)}>
        <Field label={text.name} value={name.value} onInput={(value) => (name.value = value)} hint={mode ? undefined : `${text.nameHint} ${text.addHint}`} error={attempt.errorAt()} required autofocus />
        {mode && <p class="quiet">{inUse ? text.removeInUse : text.removeText(rules)}</p>}
        <EditActions busy={attempt.busy} remove={mode && { label: text.remove, disabled: inUse, act: () => void remove(mode) }} />
      </form>
    </Dialog>
  );
}
