// SPDX-License-Identifier: Apache-2.0
// What follows once it is known which camera: its name, its Wi-Fi, and the hub's answer.
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { PairRequest } from "../api/types";
import { deviceWords } from "../strings/devices";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Icon } from "../ui/icon";
import { Notice } from "../ui/notices";
import { type Pairing, type Refusal, wifiOf } from "./pairing_flow";

const text = deviceWords.pair;

/** "Serial number already registered": why that is so, and what can be done. */
function Registered({ busy, onAsk }: { busy: boolean; onAsk: () => void }) {
  return (
    <Notice tone="warm" icon="shield">
      <div class="stack registered" role="alert">
        <h3>{text.registeredTitle}</h3>
        <p>{text.registered}</p>
        <p>{text.registeredAsk}</p>
        <p>{text.registeredContest}</p>
        <div>
          <Button busy={busy} onClick={onAsk}>
            {text.registeredAction}
          </Button>
        </div>
      </div>
    </Notice>
  );
}

function RefusalText({ refusal }: { refusal: Refusal | null }) {
  if (!refusal || refusal.kind === "registered") return null;
  return (
    <p class="field-error" role="alert">
      <Icon name="alert" />
      {refusal.sentence}
    </p>
  );
}

interface Props {
  pairing: Pairing;
  /** Which camera, and what proves that it is in hand; null while that is not complete. */
  proof: (Pick<PairRequest, "code" | "label"> & { serial: string }) | null;
  /** What asks for the proof. */
  children: ComponentChildren;
}

export function PairForm({ pairing, proof, children }: Props) {
  const name = useSignal("");
  const ssid = useSignal("");
  const password = useSignal("");
  const pair = (contest: boolean): void => {
    if (proof) void pairing.pair({ ...proof, name: name.value.trim(), wifi: wifiOf(ssid.value, password.value), ...(contest && { contest }) });
  };
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        pair(false);
      }}
    >
      {children}
      <Field label={text.name} value={name.value} onInput={(value) => (name.value = value)} placeholder={text.namePlaceholder} />
      <details class="more-fields">
        <summary>{text.wifiTitle}</summary>
        <div class="stack">
          <p class="field-hint">{text.wifiHint}</p>
          <WifiFields ssid={ssid.value} password={password.value} onSsid={(value) => (ssid.value = value)} onPassword={(value) => (password.value = value)} />
        </div>
      </details>
      <RefusalText refusal={pairing.refusal} />
      {pairing.refusal?.kind === "registered" && <Registered busy={pairing.busy} onAsk={() => pair(true)} />}
      {pairing.asked && (
        <div role="status">
          <Notice tone="plain" icon="clock">
            {text.contestSent}
          </Notice>
        </div>
      )}
      <div>
        <Button type="submit" tone="main" icon="check" busy={pairing.busy} disabled={!proof}>
          {pairing.busy ? text.working : text.action}
        </Button>
      </div>
    </form>
  );
}

interface WifiProps {
  ssid: string;
  password: string;
  onSsid: (value: string) => void;
  onPassword: (value: string) => void;
  required?: boolean;
}

export function WifiFields({ ssid, password, onSsid, onPassword, required = false }: WifiProps) {
  return (
    <div class="pair">
      <Field label={text.wifiName} value={ssid} onInput={onSsid} required={required} />
      <Field label={text.wifiPassword} type="password" autocomplete="new-password" value={password} onInput={onPassword} hint={text.wifiPasswordHint} />
    </div>
  );
}
