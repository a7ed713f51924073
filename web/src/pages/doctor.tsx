// SPDX-License-Identifier: Apache-2.0
import { Counts, PastSessions } from "../doctor/past";
import { WhatIsSeen } from "../doctor/what_is_seen";
import { WhichCamera } from "../doctor/which_camera";
import { place } from "../router";
import { doctorWords } from "../strings/doctor";
import "../styles/drawing.css";
import "../styles/models.css";
import "../styles/doctor.css";
import "../styles/doctor_light.css";
import "../styles/doctor_parts.css";

/** Where every walk begins: which camera, then what is to be seen of it. */
export function DoctorPage() {
  const { query } = place.value;
  const camera = query.get("camera");
  const model = query.get("model");
  if (camera !== null || model !== null) return <WhatIsSeen key={`${camera} ${model}`} subject={{ camera, model: model === "any" ? "" : (model ?? "") }} />;
  return (
    <div class="page page-narrow doctor">
      <header>
        <h1>{doctorWords.begin.title}</h1>
        <p class="lead">{doctorWords.begin.text}</p>
        <p class="quiet">
          <a href="/try">{doctorWords.begin.tryIt}</a>
        </p>
      </header>
      <WhichCamera />
      <PastSessions />
      <Counts />
    </div>
  );
}
