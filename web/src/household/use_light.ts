// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef } from "preact/hooks";
import { litAt, sinceBegin } from "./light";
import { arrivedAt, house } from "./link";
import type { Device } from "./types";

export const wantsStill = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

/**
 * Plays a device's light on the circles below an element: each has data-part and data-colour, and gets data-lit.
 * With less motion wished for, all that lights up stays lit: the words beside it say how it blinks.
 */
export function useLight(device: Device): { current: SVGGElement | null } {
  const group = useRef<SVGGElement>(null);
  const light = useRef(device.light);
  light.current = device.light;
  const { pattern, since_us: since } = device.light;
  useEffect(() => {
    const seenAt = performance.now();
    let frame = 0;
    let shown = "";
    const show = (lit: ReadonlyArray<string | null>): void => {
      const key = lit.join();
      if (key === shown) return;
      shown = key;
      for (const lamp of group.current?.querySelectorAll<SVGElement>("[data-part]") ?? []) {
        const isLit = lit[Number(lamp.dataset.part)] === lamp.dataset.colour;
        lamp.dataset.lit = String(isLit);
      }
    };
    const play = (now: number): void => {
      const state = house.value;
      const parts = light.current.parts;
      if (state && parts) show(litAt(parts, wantsStill() ? 0 : sinceBegin(light.current, state, arrivedAt.value, seenAt, now)));
      frame = requestAnimationFrame(play);
    };
    frame = requestAnimationFrame(play);
    return () => cancelAnimationFrame(frame);
  }, [device.name, pattern, since]);
  return group;
}
