// SPDX-License-Identifier: Apache-2.0
import { useState } from "preact/hooks";
import type { Camera } from "../api/types";
import { useStillPicture } from "../player/still_picture";
import { useAttempt } from "../state/attempt";
import { cameraById, changeCamera } from "../state/cameras";
import { say } from "../state/toasts";
import { words } from "../strings";
import { Button } from "../ui/button";
import { Empty, Notice } from "../ui/notices";
import { ZoneDraft } from "../zones/draft";
import { crossesItself } from "../zones/geometry";
import { ZoneForm, ZoneTabs } from "../zones/panel";
import { ZoneStage } from "../zones/stage";
import { CameraMissing } from "./camera";

function useZones(camera: Camera) {
  // Made once: what the hub says later must not undo what is being drawn.
  const [draft] = useState(() => new ZoneDraft(camera.settings.zones));
  const attempt = useAttempt();
  const save = async (): Promise<void> => {
    const saved = await attempt.run(() => changeCamera(camera.id, { zones: draft.zones.value }));
    if (!saved) return;
    draft.accept(cameraById(camera.id)?.settings.zones ?? draft.zones.value);
    say(words.form.saved);
  };
  return { draft, attempt, save };
}

function ZonesEditor({ camera }: { camera: Camera }) {
  const { draft, attempt, save } = useZones(camera);
  const picture = useStillPicture(camera.id, 1280, true, null);
  const { width, height } = camera.stream?.video ?? { width: 16, height: 9 };
  const zone = draft.selected.value;
  const broken = draft.zones.value.some((one) => crossesItself(one.points));
  return (
    <div class="page">
      <header class="page-head">
        <div>
          <p class="eyebrow">
            <a href={`/cameras/${camera.id}`}>{camera.settings.name}</a>
          </p>
          <h1>{words.zones.title}</h1>
        </div>
        <div class="actions">
          <Button icon="plus" onClick={() => draft.add("activity")}>
            {words.zones.addActivity}
          </Button>
          <Button icon="hidden" onClick={() => draft.add("privacy")}>
            {words.zones.addPrivacy}
          </Button>
        </div>
      </header>
      {attempt.error && (
        <Notice tone="fault" icon="alert">
          {attempt.error.text}
        </Notice>
      )}
      <div class="zone-columns">
        <div class="zone-left">
          <ZoneStage draft={draft} picture={picture?.url} aspect={`${width} / ${height}`} />
          <p class="field-hint" id="zone-keys">
            {words.zones.keys}
          </p>
        </div>
        <aside class="card zone-panel" aria-label={words.zones.panelLabel}>
          {zone ? (
            <>
              <ZoneTabs draft={draft} />
              <ZoneForm key={zone.id} zone={zone} draft={draft} cost={camera.privacy_cost} />
            </>
          ) : (
            <Empty icon="zones" title={words.zones.emptyTitle}>
              <p>{words.zones.emptyText}</p>
            </Empty>
          )}
        </aside>
      </div>
      {draft.dirty && (
        <div class="save-bar">
          <Button tone="quiet" icon="undo" disabled={!draft.canUndo.value} onClick={() => draft.undo()}>
            {words.form.undo}
          </Button>
          <span role="status">{broken ? words.zones.crosses : words.cameraSettings.unsaved}</span>
          <Button tone="quiet" onClick={() => draft.discard()}>
            {words.cameraSettings.discard}
          </Button>
          <Button tone="main" busy={attempt.busy !== null} disabled={broken} onClick={() => void save()}>
            {words.form.save}
          </Button>
        </div>
      )}
    </div>
  );
}

export function ZonesPage({ params }: { params: Record<string, string> }) {
  const camera = cameraById(params.id ?? "");
  return camera ? <ZonesEditor key={camera.id} camera={camera} /> : <CameraMissing />;
}
