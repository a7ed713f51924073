// SPDX-License-Identifier: Apache-2.0
import { call } from "../api/client";
import type { DoctorLight, DoctorSession } from "../api/types";
import { modelFacts } from "../generated/model_facts";
import { doctorWords } from "../strings/doctor";
import { inWords } from "../strings/spec";

/** What a walk shall be about. */
export interface Subject {
  camera: string | null;
  /** Of a camera beyond the hub's reach; empty: nobody knows. */
  model: string;
}

export const modelName = (model: string): string => inWords(modelFacts[model]?.name ?? "");

/** Begins a walk, or goes on with `begun`, which was begun before its light was understood. */
export async function beginWalk(subject: Subject, what: { words?: string; light?: DoctorLight }, begun: { session?: DoctorSession }): Promise<string> {
  const { words = "", light } = what;
  const model = subject.camera !== null ? "" : subject.model || (words === "" ? doctorWords.begin.anyCamera : "");
  begun.session ??= await call("POST /doctor/sessions", { body: { camera_id: subject.camera, words, model } });
  const { id } = begun.session;
  if (light) await call("POST /doctor/sessions/{id}/light", { id, body: { ...light, ...(subject.model && { model: subject.model }) } });
  return id;
}
