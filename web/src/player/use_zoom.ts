// SPDX-License-Identifier: Apache-2.0
// Hands on a picture: pinch, wheel, drag, two taps and keys, all to one view.
import { type Signal, useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";
import { afterKey, movedBy, tappedTwice, wholePicture, type ZoomView, zoomedAt } from "./zoom";

const twiceWithinMs = 320;
/** A finger that moved farther than this did not tap. */
const tapRoom = 12;

interface Place {
  x: number;
  y: number;
}

const middle = (a: Place, b: Place): Place => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
const apart = (a: Place, b: Place): number => Math.hypot(a.x - b.x, a.y - b.y);

/** Follows the pointers on one frame. */
class Hands {
  private readonly down = new Map<number, Place>();
  private pressed: Place | undefined;
  private tapped: (Place & { at: number }) | undefined;

  constructor(
    private readonly frame: HTMLElement,
    private readonly view: Signal<ZoomView>,
  ) {}

  press(event: PointerEvent): void {
    if (!this.isOurs(event)) return;
    const here = { x: event.clientX, y: event.clientY };
    this.down.set(event.pointerId, here);
    this.pressed = this.down.size === 1 ? here : undefined;
  }

  move(event: PointerEvent): void {
    const before = this.down.get(event.pointerId);
    if (!before) return;
    const here = { x: event.clientX, y: event.clientY };
    this.down.set(event.pointerId, here);
    const box = this.frame.getBoundingClientRect();
    const other = [...this.down].find(([id]) => id !== event.pointerId)?.[1];
    if (other) this.pinch(box, [before, other], [here, other]);
    else if (this.view.value.scale > 1) this.view.value = movedBy(this.view.value, (here.x - before.x) / box.width, (here.y - before.y) / box.height);
    // Captured only now, so that a plain click stays one.
    if (this.pressed && apart(this.pressed, here) > tapRoom) {
      this.pressed = undefined;
      if (this.view.value.scale > 1) this.frame.setPointerCapture(event.pointerId);
    }
  }

  lift(event: PointerEvent): void {
    if (!this.down.delete(event.pointerId) || !this.pressed) return;
    const { pressed, tapped } = this;
    this.pressed = undefined;
    const twice = tapped && event.timeStamp - tapped.at < twiceWithinMs && apart(tapped, pressed) < 3 * tapRoom;
    this.tapped = twice ? undefined : { ...pressed, at: event.timeStamp };
    if (twice) this.view.value = tappedTwice(this.view.value, ...this.shareOf(pressed));
  }

  lose(event: PointerEvent): void {
    this.down.delete(event.pointerId);
    this.pressed = undefined;
  }

  /** With Ctrl, as a trackpad's pinch comes; or when the picture is close already, so that a page can be scrolled past it. */
  wheel(event: WheelEvent): void {
    const full = document.fullscreenElement !== null;
    if (!event.ctrlKey && !full && this.view.value.scale === 1) return;
    const next = zoomedAt(this.view.value, Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.002)), ...this.shareOf({ x: event.clientX, y: event.clientY }));
    if (next.scale === this.view.value.scale) return;
    event.preventDefault();
    this.view.value = next;
  }

  key(event: KeyboardEvent): void {
    if (event.target !== this.frame || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = afterKey(this.view.value, event.key);
    if (!next) return;
    event.preventDefault();
    this.view.value = next;
  }

  private pinch(box: DOMRect, [a, b]: [Place, Place], [c, d]: [Place, Place]): void {
    const from = middle(a, b);
    const to = middle(c, d);
    const [x, y] = this.shareOf(to);
    const moved = movedBy(this.view.value, (to.x - from.x) / box.width, (to.y - from.y) / box.height);
    this.view.value = zoomedAt(moved, apart(c, d) / Math.max(1, apart(a, b)), x, y);
  }

  private shareOf(place: Place): [number, number] {
    const box = this.frame.getBoundingClientRect();
    return [(place.x - box.left) / box.width, (place.y - box.top) / box.height];
  }

  /** Buttons on the picture keep their taps. */
  private isOurs(event: PointerEvent): boolean {
    return event.button === 0 && !(event.target as Element).closest("button, a");
  }
}

/** The view of the picture in `frame`, which hands change. Focus the frame for the keys. */
export function useZoom(frame: RefObject<HTMLElement | null>): Signal<ZoomView> {
  const view = useSignal(wholePicture);
  useEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    const hands = new Hands(element, view);
    const off = new AbortController();
    const { signal } = off;
    element.addEventListener("pointerdown", (event) => hands.press(event), { signal });
    element.addEventListener("pointermove", (event) => hands.move(event), { signal });
    element.addEventListener("pointerup", (event) => hands.lift(event), { signal });
    element.addEventListener("pointercancel", (event) => hands.lose(event), { signal });
    element.addEventListener("keydown", (event) => hands.key(event), { signal });
    // Not passive: it may keep the page from scrolling.
    element.addEventListener("wheel", (event) => hands.wheel(event), { signal, passive: false });
    return () => off.abort();
  }, [frame, view]);
  return view;
}
