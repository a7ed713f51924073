// SPDX-License-Identifier: Apache-2.0
// Choosing clips by keyboard, pointer and finger. Cards carry `data-clip` and hold one link.
import { type Signal, useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { extended, nothingChosen, pruned, reached, type Selection, type Spot, toggled } from "./selection";

export interface Choosing {
  selection: Signal<Selection>;
  /** Taps choose instead of opening. */
  active: Signal<boolean>;
  /** The card that Tab comes to. */
  cursor: Signal<string | null>;
  leave: () => void;
}

interface Actions {
  ids: readonly string[];
  /** False for who may only look: keys and fingers then choose nothing. */
  may: boolean;
  remove: (ids: string[]) => void;
  pin: (ids: string[]) => void;
}

const longPressMs = 450;
const wobblePx = 10;

const cardOf = (target: EventTarget | null): string | null => (target as Element | null)?.closest<HTMLElement>("[data-clip]")?.dataset.clip ?? null;

function spotsOf(root: HTMLElement): Spot[] {
  return [...root.querySelectorAll<HTMLElement>("[data-clip]")].map((card) => {
    const box = card.getBoundingClientRect();
    return { id: card.dataset.clip ?? "", x: box.left + box.width / 2, y: box.top };
  });
}

function focusCard(root: HTMLElement, id: string): void {
  const link = root.querySelector<HTMLElement>(`[data-clip="${id}"] a`);
  link?.focus();
  link?.scrollIntoView({ block: "nearest" });
}

/** Calls `held` when a finger rests on a card; the click that follows opens nothing. */
function useLongPress(root: RefObject<HTMLElement | null>, held: (id: string) => void): void {
  const latest = useRef(held);
  latest.current = held;
  useEffect(() => {
    const element = root.current;
    if (!element) return undefined;
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let start = { x: 0, y: 0 };
    let swallow = false;
    const cancel = (): void => clearTimeout(timer);
    const on = (type: "pointerdown" | "pointermove" | "pointerup" | "pointercancel", listener: (event: PointerEvent) => void): void =>
      element.addEventListener(type, listener, { signal: stop.signal });
    on("pointerdown", (event) => {
      const id = cardOf(event.target);
      swallow = false;
      if (event.pointerType === "mouse" || !id) return;
      start = { x: event.clientX, y: event.clientY };
      timer = setTimeout(() => {
        swallow = true;
        latest.current(id);
      }, longPressMs);
    });
    on("pointermove", (event) => Math.hypot(event.clientX - start.x, event.clientY - start.y) > wobblePx && cancel());
    on("pointerup", cancel);
    on("pointercancel", cancel);
    const stopOnce = (event: Event): void => {
      if (!swallow) return;
      event.preventDefault();
      event.stopPropagation();
    };
    element.addEventListener("contextmenu", stopOnce, { signal: stop.signal });
    element.addEventListener("click", stopOnce, { signal: stop.signal, capture: true });
    return () => {
      cancel();
      stop.abort();
    };
  }, [root]);
}

export function useChoosing(root: RefObject<HTMLElement | null>, actions: Actions): Choosing {
  const selection = useSignal<Selection>(nothingChosen);
  const active = useSignal(false);
  const cursor = useSignal<string | null>(null);
  const latest = useRef(actions);
  latest.current = actions;

  // Cards come and go under the selection and the cursor.
  const key = actions.ids.join();
  useEffect(() => {
    selection.value = pruned(selection.value, latest.current.ids);
    if (!cursor.value || !latest.current.ids.includes(cursor.value)) cursor.value = latest.current.ids[0] ?? null;
  }, [key, selection, cursor]);

  const leave = (): void => {
    selection.value = nothingChosen;
    active.value = false;
  };
  const choose = (id: string, stretch: boolean): void => {
    if (!latest.current.may) return;
    selection.value = stretch ? extended(selection.value, latest.current.ids, id) : toggled(selection.value, id);
    active.value ||= selection.value.chosen.size > 0;
  };
  useLongPress(root, (id) => choose(id, false));

  useEffect(() => {
    const element = root.current;
    if (!element) return undefined;
    const stop = new AbortController();
    const meant = (id: string): string[] => (selection.value.chosen.size > 0 ? [...selection.value.chosen] : [id]);

    const move = (id: string, event: KeyboardEvent): void => {
      const next = reached(spotsOf(element), id, event.key);
      if (!next) return;
      event.preventDefault();
      if (event.shiftKey) {
        if (!selection.value.anchor) selection.value = { ...selection.value, anchor: id };
        choose(next, true);
      }
      focusCard(element, next);
    };
    const remove = (id: string): void => {
      const gone = meant(id);
      const { ids } = latest.current;
      const after = ids.slice(ids.indexOf(id)).find((one) => !gone.includes(one)) ?? ids.findLast((one) => !gone.includes(one));
      latest.current.remove(gone);
      if (after) focusCard(element, after);
    };
    const press = (event: KeyboardEvent): void => {
      if (event.key === "Escape" && active.value) return leave();
      const id = cardOf(event.target);
      if (!id || event.ctrlKey || event.metaKey || event.altKey) return undefined;
      if (!latest.current.may) move(id, event);
      else if (event.key === " ") {
        event.preventDefault();
        choose(id, event.shiftKey);
      } else if (event.key === "Delete" || event.key === "Backspace") remove(id);
      else if (event.key.toLowerCase() === "p") latest.current.pin(meant(id));
      else move(id, event);
      return undefined;
    };
    const click = (event: MouseEvent): void => {
      const id = cardOf(event.target);
      const onBox = (event.target as Element).closest(".pick-box") !== null;
      if (!id || !latest.current.may || event.ctrlKey || event.metaKey || !(onBox || active.value || event.shiftKey)) return;
      event.preventDefault();
      choose(id, event.shiftKey);
    };
    element.addEventListener("keydown", press, { signal: stop.signal });
    element.addEventListener("click", click, { signal: stop.signal });
    element.addEventListener(
      "focusin",
      (event) => {
        const id = cardOf(event.target);
        if (id) cursor.value = id;
      },
      { signal: stop.signal },
    );
    return () => stop.abort();
    // Signals and refs stay the same for the life of the page.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [root]);
  return { selection, active, cursor, leave };
}
