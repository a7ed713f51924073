// SPDX-License-Identifier: Apache-2.0
import { useState } from "preact/hooks";
import type { Camera } from "../api/types";
import { stateLine } from "../camera/camera_state";
import { go } from "../router";
import { cameras } from "../state/cameras";
import { now } from "../state/clock";
import { hubLink } from "../state/hub_link";
import { ModelPicker } from "../drawing/model_picker";
import { doctorWords } from "../strings/doctor";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";

const text = doctorWords.begin;

/** A camera of the home; where the doctor is at it already, its walk. */
function CameraChoice({ camera }: { camera: Camera }) {
  const line = stateLine(camera, now.value, hubLink.value.state === "connected");
  const { cause } = camera;
  return (
    <a class="choice-card" href={cause ? `/doctor/${cause.session}` : `/doctor?camera=${camera.id}`}>
      <span class="choice-text">
        <strong>{camera.settings.name}</strong>
        <span class={`state state-${line.tone}`}>
          <Icon name={line.icon} />
          {line.label}
        </span>
        {line.tone === "fault" && line.detail && <span class="quiet">{line.detail}</span>}
        {cause && <span class="choice-more">{text.goOn}</span>}
      </span>
      <Icon name="right" />
    </a>
  );
}

function OtherCamera() {
  const [model, setModel] = useState("");
  return (
    <form
      class="card other-camera"
      onSubmit={(event) => {
        event.preventDefault();
        go(`/doctor?model=${model || "any"}`);
      }}
    >
      <div>
        <h3>{text.other}</h3>
        <p class="quiet">{text.otherHint}</p>
      </div>
      <ModelPicker value={model} onChange={setModel} mayNotKnow />
      <div>
        <Button type="submit" tone={cameras.value?.length === 0 ? "main" : "plain"}>
          {text.next}
        </Button>
      </div>
    </form>
  );
}

const isFaulty = (camera: Camera): boolean => camera.state === "retrying" || camera.cause !== null;

/** The first question of all. Cameras with a fault come first. */
export function WhichCamera() {
  const all = (cameras.value ?? []).toSorted((a, b) => Number(isFaulty(b)) - Number(isFaulty(a)));
  return (
    <section class="doctor-part" aria-labelledby="which">
      <h2 id="which">{text.which}</h2>
      {all.length > 0 && (
        <ul class="choice-cards" aria-label={text.mine}>
          {all.map((camera) => (
            <li key={camera.id}>
              <CameraChoice camera={camera} />
            </li>
          ))}
        </ul>
      )}
      <OtherCamera />
    </section>
  );
}
