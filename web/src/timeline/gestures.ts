// SPDX-License-Identifier: Apache-2.0
// Drag to move, pinch or Ctrl+wheel to zoom, arrows and plus/minus on the keyboard.
import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";
import { timeAt } from "./layout";
import { moved, spanOf, type TimeView, zoomed } from "./view";

interface Surface {
  view: () => TimeView;
  width: () => number;
  /** Where the tracks begin, in pixels from the element's left edge. */
  left: () => number;
  change: (view: TimeView) => void;
}

const dragAfterPx = 6;

/** Follows one or two pointers on the chart. */
class Fingers {
  private readonly down = new Map<number, number>();
  private start: { view: TimeView; middle: number; spread: number } | undefined;
  dragging = false;

  constructor(private readonly surface: Surface) {}

  press(id: number, x: number): void {
    this.down.set(id, x);
    this.dragging = this.down.size > 1;
    this.begin();
  }

  move(id: number, x: number): void {
    if (!this.down.has(id) || !this.start) return;
    this.down.set(id, x);
    const { middle, spread } = this.shape();
    if (!this.dragging && Math.abs(middle - this.start.middle) < dragAfterPx) return;
    this.dragging = true;
    const width = this.surface.width();
    const held = timeAt(this.start.middle, this.start.view, width);
    const factor = this.down.size > 1 && spread > 20 ? this.start.spread / spread : 1;
    const next = zoomed(this.start.view, factor, held);
    this.surface.change(moved(next, ((this.start.middle - middle) / width) * spanOf(next)));
  }

  lift(id: number): void {
    this.down.delete(id);
    this.begin();
  }

  private begin(): void {
    this.start = this.down.size > 0 ? { view: this.surface.view(), ...this.shape() } : undefined;
  }

  private shape(): { middle: number; spread: number } {
    const xs = [...this.down.values()];
    return { middle: xs.reduce((sum, x) => sum + x, 0) / xs.length, spread: Math.max(...xs) - Math.min(...xs) };
  }
}

function keyChange(key: string, view: TimeView): TimeView | null {
  const middle = (view.from + view.to) / 2;
  switch (key) {
    case "ArrowLeft":
      return moved(view, -spanOf(view) / 8);
    case "ArrowRight":
      return moved(view, spanOf(view) / 8);
    case "PageUp":
      return moved(view, -spanOf(view));
    case "PageDown":
      return moved(view, spanOf(view));
    case "+":
    case "=":
      return zoomed(view, 0.6, middle);
    case "-":
      return zoomed(view, 1 / 0.6, middle);
    default:
      return null;
  }
}

export function useGestures(element: RefObject<HTMLElement | null>, surface: Surface): void {
  useEffect(() => {
    const target = element.current;
    if (!target) return undefined;
    const stop = new AbortController();
    const on = <K extends keyof HTMLElementEventMap>(type: K, listener: (event: HTMLElementEventMap[K]) => void, passive = true): void =>
      target.addEventListener(type, listener, { signal: stop.signal, passive, capture: type === "click" });
    const fingers = new Fingers(surface);
    const x = (event: MouseEvent): number => event.clientX - target.getBoundingClientRect().left - surface.left();

    on("pointerdown", (event) => event.button === 0 && fingers.press(event.pointerId, x(event)));
    on("pointermove", (event) => {
      fingers.move(event.pointerId, x(event));
      if (fingers.dragging && !target.hasPointerCapture(event.pointerId)) target.setPointerCapture(event.pointerId);
    });
    on("pointerup", (event) => fingers.lift(event.pointerId));
    on("pointercancel", (event) => fingers.lift(event.pointerId));
    // The click that ends a drag opens nothing.
    on("click", (event) => {
      if (fingers.dragging) event.stopPropagation();
      fingers.dragging = false;
    });
    on(
      "wheel",
      (event) => {
        const view = surface.view();
        if (event.ctrlKey || event.metaKey) {
          event.preventDefault();
          surface.change(zoomed(view, Math.exp(event.deltaY / 300), timeAt(x(event), view, surface.width())));
        } else if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
          event.preventDefault();
          surface.change(moved(view, (event.deltaX / surface.width()) * spanOf(view)));
        }
      },
      false,
    );
    on("keydown", (event) => {
      if (event.target !== target) return;
      const next = keyChange(event.key, surface.view());
      if (!next) return;
      event.preventDefault();
      surface.change(next);
    }, false);
    return () => stop.abort();
  }, [element, surface]);
}
