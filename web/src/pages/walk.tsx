// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import type { Camera } from "../api/types";
import { LiveView } from "../player/live_view";
import { place } from "../router";
import { useAttempt } from "../state/attempt";
import { cameraById } from "../state/cameras";
import { say } from "../state/toasts";
import { words } from "../strings";
import { walkWords } from "../strings/walk";
import "../styles/walk.css";
import { Button, LinkButton } from "../ui/button";
import { Notice } from "../ui/notices";
import { Slider } from "../ui/slider";
import { Switch } from "../ui/switch";
import { Boxes, Legend } from "../walk/boxes";
import { Meter } from "../walk/meter";
import { ReplayCard } from "../walk/replay_card";
import { SeenList } from "../walk/seen_list";
import { type Tried, useSights, useTried } from "../walk/use_walk";
import { ZoneForm, ZoneTabs } from "../zones/panel";
import { ZoneStage } from "../zones/stage";
import { CameraMissing } from "./camera";

const text = walkWords.walk;
const fields = words.cameraSettings;

function Zones({ camera, tried, editing, onEdit }: { camera: Camera; tried: Tried; editing: boolean; onEdit: () => void }) {
  const { zones } = tried;
  const zone = zones.selected.value;
  const count = zones.zones.value.length;
  return (
    <section class="card" aria-labelledby="walk-zones">
      <header class="section-head">
        <h2 id="walk-zones">{text.zones}</h2>
        <Button icon={editing ? "check" : "zones"} pressed={editing} onClick={onEdit}>
          {editing ? text.zonesDone : text.drawZones}
        </Button>
      </header>
      {editing ? (
        <>
          <div class="actions">
            <Button icon="plus" onClick={() => zones.add("activity")}>
              {words.zones.addActivity}
            </Button>
            <Button icon="hidden" onClick={() => zones.add("privacy")}>
              {words.zones.addPrivacy}
            </Button>
          </div>
          {zone && (
            <>
              <ZoneTabs draft={zones} />
              <ZoneForm key={zone.id} zone={zone} draft={zones} cost={camera.privacy_cost} />
            </>
          )}
          <p class="field-hint" id="zone-keys">
            {words.zones.keys}
          </p>
        </>
      ) : (
        <p class="quiet">{count === 0 ? text.zonesNone : text.zonesSome(count)}</p>
      )}
    </section>
  );
}

function Tuning({ tried, sound, onSound }: { tried: Tried; sound: boolean; onSound: (on: boolean) => void }) {
  const { sensitivity, minMotion } = tried;
  return (
    <section class="card walk-tuning" aria-label={text.trying}>
      <Slider
        label={fields.sensitivity}
        value={sensitivity.value}
        min={1}
        max={9}
        text={`${sensitivity.value} · ${fields.sensitivityWord(sensitivity.value)}`}
        hint={fields.sensitivityHint(sensitivity.value)}
        onChange={(value) => (sensitivity.value = value)}
      />
      <Slider label={fields.minMotion} value={minMotion.value} min={0} max={5} step={0.1} text={fields.seconds(minMotion.value)} onChange={(value) => (minMotion.value = value)} />
      <Switch label={text.sound} hint={text.soundHint} on={sound} onChange={onSound} />
    </section>
  );
}

function SaveBar({ tried, attempt }: { tried: Tried; attempt: ReturnType<typeof useAttempt> }) {
  if (!tried.dirty) return null;
  const save = async (): Promise<void> => {
    if (await attempt.run(() => tried.save())) say(words.form.saved);
  };
  return (
    <div class="save-bar">
      <span role="status">{tried.broken ? words.zones.crosses : fields.unsaved}</span>
      <Button tone="quiet" icon="undo" onClick={tried.leave}>
        {text.leave}
      </Button>
      <Button tone="main" busy={attempt.busy !== null} disabled={tried.broken} onClick={() => void save()}>
        {words.form.save}
      </Button>
    </div>
  );
}

function Walking({ camera }: { camera: Camera }) {
  const tried = useTried(camera);
  const sound = useSignal(false);
  const editing = useSignal(false);
  const attempt = useAttempt();
  const { walk, says, seen } = useSights(camera.id, tried.settings, sound.value);
  const { width, height } = camera.stream?.video ?? { width: 16, height: 9 };
  const isNew = place.value.query.get("new") !== null;
  return (
    <div class="page walk-page">
      <header class="page-head">
        <div>
          <p class="eyebrow">
            <a href={`/cameras/${camera.id}`}>{camera.settings.name}</a>
          </p>
          <h1>{text.title}</h1>
          <p class="lead">
            {text.lead} {text.honest}
          </p>
        </div>
        {isNew && (
          <div class="actions">
            <LinkButton href={`/cameras/${camera.id}`}>{text.toCamera}</LinkButton>
          </div>
        )}
      </header>
      {attempt.error && (
        <Notice tone="fault" icon="alert">
          {attempt.error.text}
        </Notice>
      )}
      <div class="walk-columns">
        <div class="walk-main">
          <Meter says={says} walk={walk} />
          <div class="walk-picture" data-says={says} role="group" aria-label={text.pictureLabel}>
            <ZoneStage
              draft={tried.zones}
              picture={undefined}
              aspect={`${width} / ${height}`}
              editing={editing.value}
              backdrop={<LiveView camera={camera} quality="main" pictureWidth={1280} wakes />}
            >
              <Boxes walk={walk} />
            </ZoneStage>
          </div>
          <Legend />
        </div>
        <div class="walk-side">
          <Tuning tried={tried} sound={sound.value} onSound={(on) => (sound.value = on)} />
          <SeenList seen={seen} />
          <Zones camera={camera} tried={tried} editing={editing.value} onEdit={() => (editing.value = !editing.value)} />
        </div>
        <ReplayCard camera={camera.id} settings={tried.settings} />
      </div>
      <SaveBar tried={tried} attempt={attempt} />
    </div>
  );
}

export function WalkPage({ params }: { params: Record<string, string> }) {
  const camera = cameraById(params.id ?? "");
  return camera ? <Walking key={camera.id} camera={camera} /> : <CameraMissing />;
}
