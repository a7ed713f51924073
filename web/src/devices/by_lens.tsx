// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import { call } from "../api/client";
import type { Invitation } from "../api/types";
import { useAttempt } from "../state/attempt";
import { now } from "../state/clock";
import { playTime } from "../state/format";
import { usePolling } from "../state/polled";
import { deviceWords } from "../strings/devices";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Icon, type IconName } from "../ui/icon";
import { Switch } from "../ui/switch";
import { WifiFields } from "./pair_form";
import { QrPicture } from "./qr_picture";

const text = deviceWords.pair;
const lookEveryMs = 2000;

const outcomes: Record<Invitation["state"], { icon: IconName; tone: string }> = {
  open: { icon: "clock", tone: "waiting" },
  pairing: { icon: "retry", tone: "waiting" },
  paired: { icon: "check", tone: "good" },
  failed: { icon: "alert", tone: "fault" },
  expired: { icon: "alert", tone: "fault" },
};

/** Something can still come of it. */
export const isUnderWay = ({ state }: Invitation): boolean => state === "open" || state === "pairing";

function outcomeText({ state, expires }: Invitation): string {
  switch (state) {
    case "open":
      return text.lensOpen(playTime(Math.max(0, (Date.parse(expires) - now.value) / 1000)));
    case "pairing":
      return text.lensPairing;
    case "paired":
      return text.lensPaired;
    case "failed":
      return text.lensFailed;
    case "expired":
      return text.lensExpired;
  }
}

/** The picture, and what comes of it. */
function Shown({ made, onPaired, onAgain }: { made: Invitation; onPaired: (serial: string) => void; onAgain: () => void }) {
  const current = useSignal(made);
  const { state, sentence } = current.value;
  usePolling(async () => {
    if (!isUnderWay(current.value)) return;
    current.value = await call("GET /pairing/invitations/{id}", { id: made.id });
    if (current.value.state === "paired" && current.value.serial) onPaired(current.value.serial);
  }, lookEveryMs);
  const { icon, tone } = outcomes[state];
  return (
    <div class="stack lens">
      {state === "open" && made.text && (
        <>
          <p>{text.lensShow}</p>
          <QrPicture text={made.text} label={text.lensAlt} />
        </>
      )}
      {/* Read out when it changes, not each second. */}
      <p class={`state state-${tone}`} role={state === "open" ? undefined : "alert"}>
        <Icon name={icon} />
        <span class="lens-state">{outcomeText(current.value)}</span>
      </p>
      {sentence && <p>{sentence}</p>}
      {state !== "paired" && state !== "pairing" && (
        <div>
          <Button icon="retry" onClick={onAgain}>
            {text.lensAgain}
          </Button>
        </div>
      )}
    </div>
  );
}

/** A QR code that the camera's own lens reads: for one that is not in the network yet. */
export function ByLens({ onPaired }: { onPaired: (serial: string) => void }) {
  const name = useSignal("");
  const ssid = useSignal("");
  const password = useSignal("");
  const cable = useSignal(false);
  const made = useSignal<Invitation | null>(null);
  const attempt = useAttempt();
  const make = (): Promise<boolean> =>
    attempt.run(async () => {
      const wifi = cable.value ? null : { ssid: ssid.value.trim(), password: password.value };
      made.value = await call("POST /pairing/invitations", { body: { name: name.value.trim(), wifi } });
    });
  if (made.value) return <Shown key={made.value.id} made={made.value} onPaired={onPaired} onAgain={() => (made.value = null)} />;
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <p>{text.lensText}</p>
      {!cable.value && (
        <WifiFields ssid={ssid.value} password={password.value} onSsid={(value) => (ssid.value = value)} onPassword={(value) => (password.value = value)} required />
      )}
      <Switch label={text.lensCable} on={cable.value} onChange={(on) => (cable.value = on)} />
      <Field label={text.name} value={name.value} onInput={(value) => (name.value = value)} placeholder={text.namePlaceholder} error={attempt.errorAt()} />
      <div>
        <Button type="submit" tone="main" icon="qr" busy={attempt.busy !== null}>
          {text.lensMake}
        </Button>
      </div>
    </form>
  );
}
