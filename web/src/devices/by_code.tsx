// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import { hubNow, now } from "../state/clock";
import { ago } from "../state/format";
import { deviceWords } from "../strings/devices";
import { Field } from "../ui/field";
import { modelName } from "./device_health";
import { PairForm } from "./pair_form";
import type { Pairing, SeenCamera } from "./pairing_flow";
import { codeLength, digitsOf, grouped, tailOf } from "./pairing_text";

const text = deviceWords.pair;
/** After this long without any camera there is more to say than "none yet". */
const patienceMs = 30_000;

function Waiting({ waiting, chosen, onChoose }: { waiting: SeenCamera[]; chosen: string; onChoose: (serial: string) => void }) {
  return (
    <fieldset class="mode-cards waiting-cards">
      <legend>{text.waitingTitle}</legend>
      {waiting.map((camera) => (
        <label key={camera.serial} class="mode-card" data-away={camera.away}>
          <input type="radio" name="waiting" value={camera.serial} checked={camera.serial === chosen} onChange={() => onChoose(camera.serial)} />
          <span>
            <strong>{modelName(camera.model)}</strong>
            <small>
              {deviceWords.tail(tailOf(camera.serial))} · {camera.address}
            </small>
            <small>{camera.away ? text.away(modelName(camera.model)) : text.waitingSince(ago(Date.parse(camera.since), now.value))}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function NobodyWaits() {
  const since = useSignal(hubNow());
  const long = now.value - since.value > patienceMs;
  return (
    <div class="nobody" role="status">
      <span class="spinner" aria-hidden="true" />
      <div>
        <p>{text.waitingNone}</p>
        {long && <p class="quiet">{text.waitingLong}</p>}
      </div>
    </div>
  );
}

/** Which camera of those that wait, and its eight digits. */
export function ByCode({ waiting, pairing }: { waiting: SeenCamera[]; pairing: Pairing }) {
  const choice = useSignal("");
  const code = useSignal("");
  // Counts what is typed, so that a ninth digit, which changes nothing, does not stay in sight.
  const typings = useSignal(0);
  void typings.value;
  // The only one needs no choosing; one that has gone is no choice any more.
  const only = waiting.length === 1 ? waiting[0]?.serial : undefined;
  const serial = waiting.some((camera) => camera.serial === choice.value) ? choice.value : (only ?? "");
  const wrong = pairing.refusal?.kind === "wrong";
  if (waiting.length === 0 && !pairing.busy) return <NobodyWaits />;
  const missing = codeLength - code.value.length;
  const ready = missing === 0 && serial !== "";
  return (
    <PairForm pairing={pairing} proof={ready ? { serial, code: code.value } : null}>
      <Waiting
        waiting={waiting}
        chosen={serial}
        onChoose={(chosen) => {
          choice.value = chosen;
          pairing.clear();
        }}
      />
      <div class="code-field" data-wrong={wrong}>
        <Field
          label={text.code}
          value={grouped(code.value)}
          onInput={(typed) => {
            code.value = digitsOf(typed);
            typings.value += 1;
            if (pairing.refusal) pairing.clear();
          }}
          inputMode="numeric"
          placeholder="0000 0000"
          hint={missing > 0 && missing < codeLength ? text.codeShort(missing) : text.codeHint}
        />
      </div>
    </PairForm>
  );
}
