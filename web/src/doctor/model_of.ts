// SPDX-License-Identifier: Apache-2.0
// Which model a walk is about: the hub knows it of our own cameras; of others people say it, and this browser keeps that.
import { useEffect, useState } from "preact/hooks";
import type { DoctorSession } from "../api/types";
import { modelFacts, type ModelFacts } from "../generated/model_facts";
import { cameraById } from "../state/cameras";
import { devices, loadDevices } from "../state/devices";

const key = "porchlight.doctor.models";
const mostKept = 50;

function kept(): Record<string, string> {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "{}") as Record<string, string>;
  } catch {
    return {};
  }
}

export function keepModel(session: string, model: string): void {
  const all = Object.entries({ ...kept(), [session]: model }).slice(-mostKept);
  try {
    localStorage.setItem(key, JSON.stringify(Object.fromEntries(all)));
  } catch {
    // A browser that keeps nothing asks again.
  }
}

const plain = (text: string): string => ` ${text.toLowerCase().replace(/[^a-z0-9+]+/g, " ")} `;

/** The model that somebody's words name, the longest name first. */
export function modelInWords(words: string): string | undefined {
  const told = plain(words);
  const named = Object.entries(modelFacts).filter(([, { name }]) => told.includes(plain(name)));
  return named.toSorted(([, a], [, b]) => b.name.length - a.name.length)[0]?.[0];
}

/** What a walk beyond the hub's reach is about, as far as people said. */
export const toldModel = ({ id, about }: { id: string; about: string }): string | undefined => kept()[id] ?? modelInWords(about);

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

export function useSessionModel(session: Pick<DoctorSession, "id" | "camera_id" | "about">): KnownModel {
  const own = useCameraModel(session.camera_id);
  const [chosen, setChosen] = useState(() => toldModel(session));
  const id = own ?? chosen;
  const choose = (model: string): void => {
    keepModel(session.id, model);
    setChosen(model);
  };
  return { id, facts: id === undefined ? undefined : modelFacts[id], choose: own === undefined ? choose : undefined };
}

/** For a select: makers' models together, as their names sort. */
export const modelChoices: ReadonlyArray<readonly [string, string]> = Object.entries(modelFacts)
  .map(([id, { name }]) => [id, name] as const)
  .toSorted(([, a], [, b]) => a.localeCompare(b));
