// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef } from "preact/hooks";
import type { DoctorSession } from "../api/types";
import { modelFacts } from "../generated/model_facts";
import { changeQuery, go, place } from "../router";
import { useAttempt } from "../state/attempt";
import { cameraById } from "../state/cameras";
import { doctorWords } from "../strings/doctor";
import { Button } from "../ui/button";
import { Icon, type IconName } from "../ui/icon";
import { beginWalk, modelName, type Subject } from "./begin";
import { LightPicker } from "./light_picker";
import { useCameraModel } from "./model_of";
import { OwnWords } from "./own_words";
import { TapAlong } from "./tap_along";

const text = doctorWords.begin;
const ways = ["light", "tap", "words"] as const;
type Way = (typeof ways)[number];
const icons: Record<Way, IconName> = { light: "light", tap: "tap", words: "text" };

function Ways({ way }: { way: Way | undefined }) {
  return (
    <ul class="way-cards" data-chosen={way !== undefined}>
      {ways.map((one) => (
        <li key={one}>
          <button type="button" class="way-card" aria-pressed={one === way} onClick={() => changeQuery({ way: one })}>
            <Icon name={icons[one]} />
            <span>
              <strong>{text.ways[one].name}</strong>
              <small>{text.ways[one].means}</small>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

type What = Parameters<typeof beginWalk>[1];

interface WayProps {
  way: Way;
  model: string | undefined;
  busy: boolean;
  error: string | undefined;
  begin: (what: What) => void;
}

function OneWay({ way, model, busy, error, begin }: WayProps) {
  const isHub = model !== undefined && modelFacts[model]?.kind === "hub";
  const said = doctorWords[way];
  return (
    <section class="card" aria-labelledby="way-title">
      <div>
        <h2 id="way-title">{said.title}</h2>
        {"text" in said && <p class="quiet">{said.text}</p>}
      </div>
      {way === "light" && <LightPicker model={model} question={isHub ? "hub_light" : "light"} busy={busy} error={error} onUse={(pattern) => begin({ light: { pattern } })} />}
      {way === "tap" && <TapAlong busy={busy} error={error} onUse={(light) => begin({ light })} />}
      {way === "words" && <OwnWords busy={busy} error={error} onUse={(words) => begin({ words })} />}
    </section>
  );
}

/** Of a camera of the home nothing need be seen: the hub looks. */
function JustLook({ isMain, busy, error, onClick }: { isMain: boolean; busy: boolean; error: string | undefined; onClick: () => void }) {
  return (
    <div class="just-look">
      <Button tone={isMain ? "main" : "plain"} icon="doctor" busy={busy} onClick={onClick}>
        {text.look}
      </Button>
      <p class="quiet">{text.lookHint}</p>
      {error && (
        <p class="field-error" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

/** The second question: what is to be seen. Its light, a rhythm, or words; or the hub looks by itself. */
export function WhatIsSeen({ subject }: { subject: Subject }) {
  const begun = useRef<{ session?: DoctorSession }>({});
  const title = useRef<HTMLHeadingElement>(null);
  const { busy, errorAt, run } = useAttempt();
  const ownModel = useCameraModel(subject.camera);
  const model = ownModel ?? (subject.model || undefined);
  const way = ways.find((one) => one === place.value.query.get("way"));
  useEffect(() => {
    title.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, []);
  const begin = (what: What, name: string): void => void run(async () => go(`/doctor/${await beginWalk(subject, what, begun.current)}`), name);
  const name = subject.camera === null ? modelName(subject.model) || text.anyCamera : cameraById(subject.camera)?.settings.name;
  return (
    <div class="page page-narrow doctor">
      <header>
        <p class="eyebrow">
          {name} · <a href="/doctor">{text.change}</a>
        </p>
        <h1 ref={title} tabIndex={-1}>
          {text.what}
        </h1>
      </header>
      <Ways way={way} />
      {way && <OneWay key={way} way={way} model={model} busy={busy === way} error={errorAt()} begin={(what) => begin(what, way)} />}
      {subject.camera !== null && <JustLook isMain={!way} busy={busy === "look"} error={way ? undefined : errorAt()} onClick={() => begin({}, "look")} />}
    </div>
  );
}
