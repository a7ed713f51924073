// SPDX-License-Identifier: Apache-2.0
// Which model a walk is about: the hub knows it of our own cameras; of others people say it, and the hub keeps that.
import { useEffect } from "preact/hooks";
import { call } from "../api/client";
import type { DoctorSession } from "../api/types";
import { modelFacts, type ModelFacts } from "../generated/model_facts";
import { cameraById } from "../state/cameras";
import { devices, loadDevices } from "../state/devices";

/** The model of one of the hub's own cameras, as far as it is known. */
export function useCameraModel(camera: string | null): string | undefined {
  const serial = camera === null ? null : (cameraById(camera)?.device ?? null);
  const model = devices.value?.find((device) => device.serial === serial)?.model;
  const isWanted = serial !== null && model === undefined;
  useEffect(() => {
    if (isWanted) loadDevices().catch(() => {});
  }, [isWanted]);
  return model && model in modelFacts ? model : undefined;
}

export interface KnownModel {
  id: string | undefined;
  facts: ModelFacts | undefined;
  /** Somebody says which one it is; not wanted where the hub knows. */
  choose: ((model: string) => void) | undefined;
}

const isOwn = ({ camera_id }: Pick<DoctorSession, "camera_id">): boolean => camera_id !== null && cameraById(camera_id)?.device != null;

/** @param run Does what was asked, and says what failed. */
export function sessionModel(session: DoctorSession, take: (session: DoctorSession) => void, run: (ask: () => Promise<void>) => void): KnownModel {
  const id = session.model ?? undefined;
  const choose = (model: string): void => {
    if (model !== "") run(async () => take(await call("POST /doctor/sessions/{id}/model", { id: session.id, body: { model } })));
  };
  return { id, facts: id === undefined ? undefined : modelFacts[id], choose: isOwn(session) ? undefined : choose };
}

/** For a select: makers' models together, as their names sort. */
export const modelChoices: ReadonlyArray<readonly [string, string]> = Object.entries(modelFacts)
  .map(([id, { name }]) => [id, name] as const)
  .toSorted(([, a], [, b]) => a.localeCompare(b));
