// SPDX-License-Identifier: Apache-2.0
import { useState } from "preact/hooks";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Icon } from "../ui/icon";
import { Switch } from "../ui/switch";
import { householdWords as words } from "../strings/household";
import { order } from "./link";
import type { House } from "./types";

type Router = House["router"];

/** What is typed wins over what is true until it is sent. */
function useDraft(router: Router): { draft: Record<string, string>; set: (key: string) => (value: string) => void; clear: () => void } {
  const [typed, setTyped] = useState<Record<string, string>>({});
  const draft = { ssid: router.ssid, password: router.password, channel: String(router.channel), ...typed };
  return { draft, set: (key) => (value) => setTyped({ ...typed, [key]: value }), clear: () => setTyped({}) };
}

export function RouterCard({ router }: { router: Router }) {
  const { draft, set, clear } = useDraft(router);
  const isChanged = draft.ssid !== router.ssid || draft.password !== router.password || draft.channel !== String(router.channel);
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    const change = {
      ...(draft.ssid !== router.ssid && { ssid: draft.ssid }),
      ...(draft.password !== router.password && { password: draft.password }),
      ...(draft.channel !== String(router.channel) && { channel: Number(draft.channel) }),
    };
    if (await order("router", change)) clear();
  };
  return (
    <section class="card" aria-labelledby="router-name">
      <header class="section-head">
        <h2 id="router-name">{words.router}</h2>
        <p class="state-line" data-good={router.is_up}>
          <Icon name={router.is_up ? "check" : "unplug"} />
          {words.routerState(router.is_powered, router.is_up)}
        </p>
      </header>
      <form class="stack" onSubmit={(event) => void save(event)}>
        <Field label={words.ssid} value={draft.ssid ?? ""} onInput={set("ssid")} required />
        <Field label={words.password} value={draft.password ?? ""} onInput={set("password")} required />
        <Field label={words.channel} type="number" min={1} max={13} value={draft.channel ?? ""} onInput={set("channel")} required />
        <Button type="submit" tone={isChanged ? "main" : "plain"} disabled={!isChanged}>
          {words.save}
        </Button>
      </form>
      <div class="switches">
        <Switch label={words.routerOn} on={router.is_powered} onChange={(is_on) => void order("router", { is_on })} />
        <Switch label={words.band24} on={router.band_24} onChange={(band_24) => void order("router", { band_24 })} />
        <Switch label={words.band5} on={router.band_5} onChange={(band_5) => void order("router", { band_5 })} />
      </div>
    </section>
  );
}

const climates: ReadonlyArray<readonly [string, number, number]> = [
  [words.cold, -28, -18],
  [words.mild, 8, 18],
  [words.heat, 26, 44],
];

export function HouseCard({ house }: { house: House }) {
  const { weather } = house;
  return (
    <section class="card" aria-labelledby="house-name">
      <h2 id="house-name">{words.house}</h2>
      <div class="switches">
        <Switch label={words.mains} on={house.has_mains} onChange={(has_mains) => void order("house", { has_mains })} />
        <Switch label={words.line} on={house.line_is_up} onChange={(line_is_up) => void order("house", { line_is_up })} />
        <Switch label={words.armed} on={house.is_armed} onChange={(is_armed) => void order("house", { is_armed })} />
      </div>
      <p class="quiet">{words.weather(weather.outdoors, weather.is_dark)}</p>
      <div class="deeds">
        {climates.map(([name, coldest, warmest]) => (
          <Button key={name} pressed={weather.coldest === coldest && weather.warmest === warmest} onClick={() => void order("house", { coldest, warmest })}>
            {name}
          </Button>
        ))}
      </div>
    </section>
  );
}
