// SPDX-License-Identifier: Apache-2.0
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

interface Drag {
  /** Where the pointer is, in pixels from the left end of `ground`. */
  move: (x: number) => void;
  end?: () => void;
}

/** Drags something along a line. The chart beneath does not move with it. */
export function useDragging(handle: RefObject<HTMLElement | null>, ground: RefObject<HTMLElement | null>, drag: Drag): void {
  const latest = useRef(drag);
  latest.current = drag;
  useEffect(() => {
    const element = handle.current;
    if (!element) return undefined;
    const stop = new AbortController();
    let held = false;
    const on = (type: "pointerdown" | "pointermove" | "pointerup" | "pointercancel", listener: (event: PointerEvent) => void): void =>
      element.addEventListener(type, listener, { signal: stop.signal });
    on("pointerdown", (event) => {
      if (event.button !== 0) return;
      event.stopPropagation();
      event.preventDefault();
      held = true;
      element.focus();
      element.setPointerCapture(event.pointerId);
    });
    on("pointermove", (event) => {
      if (held) latest.current.move(event.clientX - (ground.current?.getBoundingClientRect().left ?? 0));
    });
    const release = (): void => {
      if (held) latest.current.end?.();
      held = false;
    };
    on("pointerup", release);
    on("pointercancel", () => (held = false));
    element.addEventListener("click", (event) => event.stopPropagation(), { signal: stop.signal });
    return () => stop.abort();
  }, [handle, ground]);
}
