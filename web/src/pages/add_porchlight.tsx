// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import { call } from "../api/client";
import type { Camera } from "../api/types";
import { AddTabs } from "../camera/add_tabs";
import { ByCode } from "../devices/by_code";
import { ByLabel } from "../devices/by_label";
import { ByLens } from "../devices/by_lens";
import { deviceName, ownLight } from "../devices/device_health";
import { LightLine } from "../light/light";
import { usePairing, useWaiting } from "../devices/pairing_flow";
import { changeQuery, go, place } from "../router";
import { hubNow } from "../state/clock";
import { applyDevice } from "../state/devices";
import { usePolling } from "../state/polled";
import { say } from "../state/toasts";
import { deviceWords } from "../strings/devices";
import { Icon, type IconName } from "../ui/icon";
import { Loading } from "../ui/notices";

const text = deviceWords.pair;
const ways = ["code", "label", "lens"] as const;
type Way = (typeof ways)[number];
const icons: Record<Way, IconName> = { code: "keyboard", label: "scan", lens: "qr" };

function Steps() {
  const light = ownLight("pairing");
  return (
    <section class="card">
      <ol class="steps">
        {text.steps.map((step, index) => (
          <li key={step.do} class="step">
            <span class="step-number" aria-hidden="true">
              {index + 1}
            </span>
            <div>
              <strong>{step.do}</strong>
              <p class="quiet">{step.how}</p>
              {index === 1 && light && <LightLine light={light} />}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Ways({ way }: { way: Way }) {
  return (
    <fieldset class="mode-cards">
      <legend>{text.waysTitle}</legend>
      {ways.map((one) => (
        <label key={one} class="mode-card">
          <input type="radio" name="way" value={one} checked={one === way} onChange={() => changeQuery({ way: one === "code" ? undefined : one })} />
          <span>
            <strong class="way-name">
              <Icon name={icons[one]} /> {text.ways[one].name}
            </strong>
            <small>{text.ways[one].means}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

const patienceMs = 20_000;
const lookEveryMs = 1000;

/** Where the hub looks for motion the walk test ends the set-up; a camera that sleeps has a sensor of its own. */
const firstPageOf = ({ id, settings }: Camera): string => (settings.connect === "always" ? `/cameras/${id}/walk?new` : `/cameras/${id}`);

/** It is ours; its picture comes as soon as the camera has dialled with its new key. */
function Coming({ serial, name }: { serial: string; name: string }) {
  const since = useSignal(hubNow());
  usePolling(async () => {
    const device = await call("GET /devices/{id}", { id: serial }).catch(() => null);
    if (device) applyDevice(device);
    if (!device?.camera && hubNow() - since.value < patienceMs) return;
    const camera = device?.camera ? await call("GET /cameras/{id}", { id: device.camera }).catch(() => null) : null;
    say(text.done(device ? deviceName(device) : name));
    go(camera ? firstPageOf(camera) : `/devices/${serial}`, "replace");
  }, lookEveryMs);
  return <Loading text={text.coming(name)} />;
}

export function AddPorchlightPage() {
  const asked = place.value.query.get("way");
  const way: Way = ways.find((one) => one === asked) ?? "code";
  const waiting = useWaiting() ?? [];
  const paired = useSignal<{ serial: string; name: string } | null>(null);
  const pairing = usePairing((device) => {
    paired.value = { serial: device.serial, name: deviceName(device) };
  });
  if (paired.value) return <Coming {...paired.value} />;
  return (
    <div class="page page-narrow">
      <header>
        <h1>{text.title}</h1>
        <p class="lead">{text.text}</p>
      </header>
      <AddTabs at="porchlight" />
      <Steps />
      <section class="card">
        <Ways way={way} />
        {way === "code" && <ByCode waiting={waiting} pairing={pairing} />}
        {way === "label" && <ByLabel waiting={waiting} pairing={pairing} />}
        {way === "lens" && <ByLens onPaired={(serial) => (paired.value = { serial, name: text.someCamera })} />}
      </section>
    </div>
  );
}
