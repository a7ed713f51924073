// SPDX-License-Identifier: Apache-2.0
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { litAt, type Part } from "./pattern";

export const wantsStill = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

/**
 * Calls `show` with what is lit of each part, whenever that changes.
 * With less motion wished for, all that lights up stays lit: the words beside it say how it blinks.
 * @param about Another one begins anew.
 * @param since Milliseconds since the pattern began; none: since it is shown.
 */
export function usePlayed(parts: readonly Part[], about: string, show: (lit: ReadonlyArray<string | null>) => void, since?: (now: number, seenAt: number) => number): void {
  const newest = useRef({ parts, show, since });
  newest.current = { parts, show, since };
  useEffect(() => {
    const seenAt = performance.now();
    let frame = 0;
    let shown: string | undefined;
    const play = (now: number): void => {
      const { current } = newest;
      const lit = litAt(current.parts, wantsStill() ? 0 : (current.since?.(now, seenAt) ?? now - seenAt));
      const key = lit.join();
      if (key !== shown) current.show(lit);
      shown = key;
      frame = requestAnimationFrame(play);
    };
    frame = requestAnimationFrame(play);
    return () => cancelAnimationFrame(frame);
  }, [about]);
}

/** Plays on the lamps below an element: each has data-part and data-colour, and gets data-lit. */
export function useLamps<E extends Element>(parts: readonly Part[], about: string, since?: (now: number, seenAt: number) => number): RefObject<E | null> {
  const group = useRef<E | null>(null);
  usePlayed(
    parts,
    about,
    (lit) => {
      for (const lamp of group.current?.querySelectorAll<HTMLElement | SVGElement>("[data-part]") ?? [])
        lamp.dataset.lit = String(lit[Number(lamp.dataset.part)] === lamp.dataset.colour);
    },
    since,
  );
  return group;
}
