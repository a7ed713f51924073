// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from "preact/hooks";
import type { DoctorLight } from "../api/types";
import { doctorWords } from "../strings/doctor";
import { Button } from "../ui/button";
import { begun, ended, fresh, isOn, isOver, shareWatched, tapped, type Tapping, told, watchMs } from "./taps";
import { useTicking } from "./ticking";

const text = doctorWords.tap;

/** Each tap as a line on the time watched. */
function Rhythm({ tapping, now }: { tapping: Tapping; now: number }) {
  return (
    <svg class="rhythm" viewBox="0 0 300 40" preserveAspectRatio="none" role="img" aria-label={text.rhythm(tapping.taps.length)}>
      <rect class="rhythm-way" x="0" y="16" width="300" height="8" rx="4" />
      <rect class="rhythm-done" x="0" y="16" width={300 * shareWatched(tapping, now)} height="8" rx="4" />
      {tapping.taps.map((at) => (
        <rect key={at} class="rhythm-tap" x={(at / watchMs) * 298} y="4" width="2.4" height="32" rx="1" />
      ))}
    </svg>
  );
}

function Colours({ chosen, onChange }: { chosen: readonly string[]; onChange: (colours: string[]) => void }) {
  return (
    <fieldset class="tap-colours">
      <legend>
        {text.colours} <span class="quiet">{text.coloursHint}</span>
      </legend>
      {Object.entries(doctorWords.colours).map(([colour, name]) => (
        <label key={colour} class="colour-chip">
          <input
            type="checkbox"
            checked={chosen.includes(colour)}
            onChange={(event) => onChange(event.currentTarget.checked ? [...chosen, colour] : chosen.filter((one) => one !== colour))}
          />
          <span class="led" data-colour={colour} aria-hidden="true" />
          {name}
        </label>
      ))}
    </fieldset>
  );
}

/** One large button, tapped in the rhythm of the light for 15 s. */
export function TapAlong({ busy, error, onUse }: { busy: boolean; error?: string | undefined; onUse: (light: DoctorLight) => void }) {
  const [known, setKnown] = useState<Tapping>(fresh);
  const [colours, setColours] = useState<string[]>([]);
  const now = useTicking(isOn(known));
  const tapping = ended(known, now);
  useEffect(() => {
    if (isOver(tapping) && !isOver(known)) setKnown(tapping);
  }, [tapping, known]);
  const tap = (): void => setKnown((before) => tapped(before, performance.now()));
  const begin = (): void => setKnown(begun(performance.now()));

  if (isOver(tapping))
    return (
      <div class="tap-along">
        <p role="status">
          <strong>{text.counted(tapping.taps.length)}</strong>
        </p>
        <Rhythm tapping={tapping} now={now} />
        <Colours chosen={colours} onChange={setColours} />
        {error && (
          <p class="field-error" role="alert">
            {error}
          </p>
        )}
        <div class="actions">
          <Button tone="main" icon="check" busy={busy} onClick={() => onUse({ ...told(tapping), colours })}>
            {tapping.taps.length === 0 ? text.takeSteady : text.take}
          </Button>
          <Button icon="retry" onClick={begin}>
            {text.again}
          </Button>
        </div>
      </div>
    );

  const on = isOn(tapping);
  const left = Math.ceil((1 - shareWatched(tapping, now)) * (watchMs / 1000));
  return (
    <div class="tap-along">
      <button
        type="button"
        class="tap-button"
        data-on={on}
        onPointerDown={(event) => {
          if (on && event.button === 0) tap();
        }}
        onKeyDown={(event) => {
          if (!on || (event.key !== " " && event.key !== "Enter")) return;
          event.preventDefault();
          if (!event.repeat) tap();
        }}
        onClick={() => {
          if (!on) begin();
        }}
      >
        <strong>{on ? text.tap : text.start}</strong>
        {on && <span>{text.tapHint}</span>}
      </button>
      <Rhythm tapping={tapping} now={now} />
      {on && (
        <div class="tap-foot">
          <span class="tabular" role="timer">
            {text.left(left)}
          </span>
          <Button onClick={() => setKnown((before) => ended(before, performance.now(), true))}>{text.early}</Button>
        </div>
      )}
    </div>
  );
}
