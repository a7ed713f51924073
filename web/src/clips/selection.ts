// SPDX-License-Identifier: Apache-2.0
// Which clips are chosen and where the keyboard is. Pure: no page, no hub.

export interface Selection {
  /** Ids in no order. */
  chosen: ReadonlySet<string>;
  /** Where a stretch begins when Shift is held. */
  anchor: string | null;
}

export const nothingChosen: Selection = { chosen: new Set(), anchor: null };

/** What the hub puts into one archive or changes at once. */
export const mostChosen = 500;

const capped = (ids: Iterable<string>): Set<string> => new Set([...ids].slice(0, mostChosen));

export function toggled({ chosen }: Selection, id: string): Selection {
  const next = new Set(chosen);
  if (!next.delete(id)) next.add(id);
  return { chosen: capped(next), anchor: id };
}

/** All from the anchor to `id` in the order of the list, beside what was chosen before. */
export function extended(selection: Selection, ids: readonly string[], id: string): Selection {
  const start = ids.indexOf(selection.anchor ?? id);
  const end = ids.indexOf(id);
  if (start < 0 || end < 0) return toggled(selection, id);
  const stretch = ids.slice(Math.min(start, end), Math.max(start, end) + 1);
  return { chosen: capped([...selection.chosen, ...stretch]), anchor: selection.anchor ?? id };
}

/** A whole day: chosen, or not when all of it was. */
export function toggledDay({ chosen, anchor }: Selection, ids: readonly string[]): Selection {
  const all = ids.every((id) => chosen.has(id));
  const next = new Set(chosen);
  for (const id of ids) {
    if (all) next.delete(id);
    else next.add(id);
  }
  return { chosen: capped(next), anchor };
}

/** Without clips that are no longer in the list. */
export function pruned(selection: Selection, ids: readonly string[]): Selection {
  const there = new Set(ids);
  const chosen = new Set([...selection.chosen].filter((id) => there.has(id)));
  return chosen.size === selection.chosen.size ? selection : { chosen, anchor: selection.anchor };
}

/** A card's middle and top on the page, in pixels. */
export interface Spot {
  id: string;
  x: number;
  y: number;
}

const sideways: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1 };

/** The card that an arrow key leads to: the next one in the list sideways, the nearest in the next row up or down. */
export function reached(spots: readonly Spot[], from: string, key: string): string | null {
  const at = spots.findIndex((spot) => spot.id === from);
  const here = spots[at] ?? spots[0];
  if (!here) return null;
  const step = sideways[key];
  if (step !== undefined) return spots[at + step]?.id ?? null;
  if (key === "Home" || key === "End") return spots.at(key === "Home" ? 0 : -1)?.id ?? null;
  if (key === "ArrowDown") return nearestIn(spots.filter((spot) => spot.y > here.y + 1), here, Math.min);
  if (key === "ArrowUp") return nearestIn(spots.filter((spot) => spot.y < here.y - 1), here, Math.max);
  return null;
}

function nearestIn(spots: readonly Spot[], here: Spot, first: (...ys: number[]) => number): string | null {
  const rowY = first(...spots.map((spot) => spot.y));
  const row = spots.filter((spot) => Math.abs(spot.y - rowY) <= 1);
  return row.toSorted((a, b) => Math.abs(a.x - here.x) - Math.abs(b.x - here.x))[0]?.id ?? null;
}
