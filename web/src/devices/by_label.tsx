// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import { deviceWords } from "../strings/devices";
import { Field } from "../ui/field";
import { Icon } from "../ui/icon";
import { PairForm } from "./pair_form";
import type { Pairing, SeenCamera } from "./pairing_flow";
import { readScanned, tailOf } from "./pairing_text";
import { Scanner } from "./scanner";

const text = deviceWords.pair;

function problemOf(typed: string): string | undefined {
  if (!typed.trim()) return undefined;
  const { kind } = readScanned(typed);
  if (kind === "label") return undefined;
  return kind === "invitation" ? text.labelInvitation : text.labelOther;
}

/** The label's QR code: scanned, from a photo, or its text pasted. It says which camera, and proves that it is in hand. */
export function ByLabel({ waiting, pairing }: { waiting: SeenCamera[]; pairing: Pairing }) {
  const typed = useSignal("");
  const read = readScanned(typed.value);
  const label = read.kind === "label" ? read.label : null;
  const here = label !== null && waiting.some((camera) => camera.serial === label.serial && !camera.away);
  const take = (found: string): void => {
    typed.value = found;
    pairing.clear();
  };
  return (
    <PairForm pairing={pairing} proof={label ? { serial: label.serial, label: label.text } : null}>
      <Scanner onText={take} />
      <Field label={text.label} value={typed.value} onInput={take} hint={text.labelHint} error={problemOf(typed.value)} />
      {label && (
        <p class={`label-found ${here ? "label-here" : ""}`} role="status">
          <Icon name={here ? "check" : "clock"} />
          <span>
            <strong>{text.labelOf(tailOf(label.serial))}</strong> {here ? text.labelWaits : text.labelAbsent}
          </span>
        </p>
      )}
    </PairForm>
  );
}
