// SPDX-License-Identifier: Apache-2.0
import type { Home, Mode } from "../api/types";
import { words } from "../strings";
import type { IconName } from "../ui/icon";

const icons: Record<Mode["kind"], IconName> = { home: "house", away: "away", night: "moon", own: "tag" };

/** What people call it: the name that its owner gave, else the language's word for its kind. */
export const titleOf = (mode: Mode): string => mode.name ?? words.mode.names[mode.kind];
export const iconOf = (mode: Mode): IconName => icons[mode.kind];

/** For `data-mode`, which chooses its colours: own modes take turns with two of them. */
export function toneOf(mode: Mode, modes: readonly Mode[]): string {
  if (mode.kind !== "own") return mode.kind;
  return modes.filter((one) => one.kind === "own").indexOf(mode) % 2 === 1 ? "own-2" : "own";
}

export const modeInUse = (home: Home): Mode | undefined => home.modes.find((mode) => mode.id === home.mode.id);
export const modeById = (home: Home, id: string | null): Mode | undefined => home.modes.find((mode) => mode.id === id);
