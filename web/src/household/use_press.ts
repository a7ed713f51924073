// SPDX-License-Identifier: Apache-2.0
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { order } from "./link";

export interface Press {
  /** Nothing while the button is up. */
  heldMs: number | null;
  down: () => void;
  up: () => void;
}

/** Presses from when the pointer or key goes down until it comes up, wherever it is then. */
export function usePress(device: string): Press {
  const since = useRef<number | null>(null);
  const pressed = useRef<Promise<unknown>>(Promise.resolve());
  const [heldMs, setHeld] = useState<number | null>(null);
  const down = useCallback((): void => {
    if (since.current !== null) return;
    since.current = performance.now();
    setHeld(0);
    pressed.current = order("button", { device, is_down: true });
  }, [device]);
  const up = useCallback((): void => {
    if (since.current === null) return;
    since.current = null;
    setHeld(null);
    // Two requests may overtake each other; a press that ends before it begins would last.
    void pressed.current.then(() => order("button", { device, is_down: false }));
  }, [device]);
  useEffect(() => {
    const ends = ["pointerup", "pointercancel", "blur", "pagehide"];
    for (const end of ends) addEventListener(end, up);
    return () => {
      for (const end of ends) removeEventListener(end, up);
      up();
    };
  }, [up]);
  const isHeld = heldMs !== null;
  useEffect(() => {
    if (!isHeld) return;
    const timer = setInterval(() => {
      if (since.current !== null) setHeld(performance.now() - since.current);
    }, 50);
    return () => clearInterval(timer);
  }, [isHeld]);
  return { heldMs, down, up };
}
