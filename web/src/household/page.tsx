// SPDX-License-Identifier: Apache-2.0
import { useState } from "preact/hooks";
import { Choice } from "../ui/field";
import { Icon } from "../ui/icon";
import { Lantern } from "../ui/logo";
import { Empty, Loading, ToastList } from "../ui/notices";
import { householdWords as words } from "../strings/household";
import { Bench } from "./bench";
import { HouseCard, RouterCard } from "./house_cards";
import { bodies, deeds, house, isLinked, order, story, wasRefused } from "./link";
import { Plan } from "./plan";
import { StoryCard } from "./story";
import { DeviceTiles } from "./tiles";
import type { House } from "./types";

/** Its clock, and how fast it goes. */
export function HouseholdClock({ state }: { state: House }) {
  const speeds = words.speeds.map(([speed, text]) => [String(speed), text] as const);
  const known = speeds.some(([speed]) => speed === String(state.speed));
  return (
    <div class="household-clock">
      <output aria-label={words.clock}>{state.clock}</output>
      <Choice
        label={words.speed}
        value={String(state.speed)}
        options={known ? speeds : [[String(state.speed), `${state.speed}`], ...speeds]}
        onChange={(speed) => void order("house", { speed: Number(speed) })}
      />
    </div>
  );
}

function Bar({ state }: { state: House | null }) {
  return (
    <header class="bar household-bar">
      <span class="wordmark">
        <Lantern />
        {words.title}
      </span>
      {state && <HouseholdClock state={state} />}
    </header>
  );
}

/** Said while the household does not answer. */
export function LostLine() {
  if (isLinked.value || house.value === null) return null;
  return (
    <div class="lost-hub">
      <Icon name="unplug" />
      <div class="notice-text" role="alert">
        <strong>{words.lost}</strong> {words.lostMeans}
      </div>
    </div>
  );
}

/** The devices, the bench and the house of one state: by itself, and in the app. */
export function HouseholdView({ state }: { state: House }) {
  const [wanted, setWanted] = useState("");
  const device = state.devices.find((one) => one.name === wanted) ?? state.devices[0];
  const chosen = device?.name ?? "";
  const body = device && bodies.value[device.model];
  return (
    <div class="household">
      <p class="household-about">
        {state.about}
        {state.pace !== state.speed && <strong> {words.slowed}</strong>}
      </p>
      <section aria-label={words.devices}>
        <DeviceTiles devices={state.devices} bodies={bodies.value} chosen={chosen} onChoose={setWanted} />
      </section>
      <div class="household-columns">
        <div class="household-main">{device && body && <Bench device={device} body={body} />}</div>
        <div class="household-side">
          <section class="card" aria-labelledby="plan-name">
            <h2 id="plan-name">{words.plan}</h2>
            <Plan house={state} chosen={chosen} onChoose={setWanted} />
          </section>
          <RouterCard router={state.router} />
          <HouseCard house={state} />
        </div>
        <div class="household-story">
          <StoryCard lines={story.value} deeds={deeds.value} />
        </div>
      </div>
    </div>
  );
}

export function HouseholdPage() {
  const state = house.value;
  return (
    <div class="shell">
      <a class="skip" href="#main">
        {words.skip}
      </a>
      <Bar state={state} />
      <LostLine />
      <main class="main" id="main" tabIndex={-1}>
        <h1 class="sr-only">{words.title}</h1>
        {state ? (
          <HouseholdView state={state} />
        ) : wasRefused.value ? (
          <Empty icon="house" title={words.nobody}>
            <p>{words.nobodyHint}</p>
          </Empty>
        ) : (
          <Loading text={words.loading} />
        )}
      </main>
      <ToastList />
    </div>
  );
}
