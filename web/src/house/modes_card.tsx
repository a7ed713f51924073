// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import { call, sentenceOf } from "../api/client";
import type { Camera, Home, Mode } from "../api/types";
import { cameras } from "../state/cameras";
import { applyHome } from "../state/home";
import { say } from "../state/toasts";
import { houseWords } from "../strings/house";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { ModeDialog } from "./mode_dialog";
import { iconOf, titleOf, toneOf } from "./mode_words";

interface CellProps {
  label: string;
  on: boolean;
  busy: boolean;
  onChange: (on: boolean) => void;
}

function Cell({ label, on, busy, onChange }: CellProps) {
  return (
    <td>
      <button type="button" role="switch" class="switch" aria-checked={on} aria-label={label} aria-busy={busy} title={label} onClick={() => onChange(!on)}>
        <span class="switch-knob" />
      </button>
    </td>
  );
}

const isArmed = (mode: Mode, camera: Camera): boolean => mode.cameras.find((one) => one.camera_id === camera.id)?.armed ?? mode.arms_new;

/** Which camera is armed in which mode; each switch is saved by itself. */
export function ModesCard({ home }: { home: Home }) {
  const text = houseWords.modes;
  const editing = useSignal<Mode | "new" | null>(null);
  const busy = useSignal<string | null>(null);
  const all = cameras.value ?? [];
  const change = async (mode: Mode, camera: Camera | null, armed: boolean): Promise<void> => {
    const body = camera ? { cameras: [{ camera_id: camera.id, armed }] } : { arms_new: armed, cameras: mode.cameras };
    busy.value = `${mode.id} ${camera?.id ?? ""}`;
    await call("PATCH /home/modes/{id}", { id: mode.id, body }).then(applyHome, (error: unknown) => say(sentenceOf(error), { tone: "fault" }));
    busy.value = null;
  };
  const head = (mode: Mode) => (
    <th key={mode.id} scope="col">
      <button type="button" class="mode-head" data-mode={toneOf(mode, home.modes)} aria-label={text.edit(titleOf(mode))} onClick={() => (editing.value = mode)}>
        <Icon name={iconOf(mode)} />
        <span>{titleOf(mode)}</span>
      </button>
      {mode.id === home.mode.id && <small>{text.inUse}</small>}
    </th>
  );
  return (
    <section class="card" aria-labelledby="modes-title">
      <h2 id="modes-title">{text.title}</h2>
      <p class="quiet">{text.text}</p>
      {/* A home with many modes is wider than a phone: then this scrolls. */}
      <div class="modes-scroll">
        <table class="modes-table">
          <thead>
            <tr>
              <th scope="col">{text.camera}</th>
              {home.modes.map(head)}
            </tr>
          </thead>
          <tbody>
            {all.map((camera) => (
              <tr key={camera.id}>
                <th scope="row">
                  <a href={`/cameras/${camera.id}`}>{camera.settings.name}</a>
                  {!camera.settings.armed && <small>{text.ownSwitchOff}</small>}
                </th>
                {home.modes.map((mode) => (
                  <Cell
                    key={mode.id}
                    label={text.cell(camera.settings.name, titleOf(mode))}
                    on={isArmed(mode, camera)}
                    busy={busy.value === `${mode.id} ${camera.id}`}
                    onChange={(on) => void change(mode, camera, on)}
                  />
                ))}
              </tr>
            ))}
            <tr class="modes-later">
              <th scope="row">{text.later}</th>
              {home.modes.map((mode) => (
                <Cell key={mode.id} label={text.cell(text.later, titleOf(mode))} on={mode.arms_new} busy={busy.value === `${mode.id} `} onChange={(on) => void change(mode, null, on)} />
              ))}
            </tr>
          </tbody>
        </table>
      </div>
      <div class="card-actions">
        <Button icon="plus" onClick={() => (editing.value = "new")}>
          {text.add}
        </Button>
      </div>
      {editing.value !== null && <ModeDialog home={home} mode={editing.value === "new" ? null : editing.value} onClose={() => (editing.value = null)} />}
    </section>
  );
}
