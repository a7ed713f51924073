// SPDX-License-Identifier: Apache-2.0
import { signal } from "@preact/signals";

export interface Toast {
  id: number;
  text: string;
  tone: "plain" | "fault";
  undo?: () => void;
}

export const toasts = signal<Toast[]>([]);

const shownMs = 7000;
let nextId = 1;

export function closeToast(id: number): void {
  toasts.value = toasts.value.filter((toast) => toast.id !== id);
}

/** Shows a short message. With `undo` it carries a button for as long as it is shown. */
export function say(text: string, more: { tone?: Toast["tone"]; undo?: () => void } = {}): number {
  const id = nextId++;
  toasts.value = [...toasts.value.slice(-2), { id, text, tone: more.tone ?? "plain", ...(more.undo && { undo: more.undo }) }];
  setTimeout(() => closeToast(id), shownMs);
  return id;
}

/**
 * Does something that cannot be taken back, a little later, so that it can: `commit` runs when the toast ends or
 * the page goes away; `undo` runs instead when asked.
 */
export function sayWithUndo(text: string, commit: () => void, undo: () => void): void {
  let open = true;
  const finish = (act: () => void): void => {
    if (!open) return;
    open = false;
    clearTimeout(timer);
    removeEventListener("pagehide", leave);
    act();
  };
  const leave = (): void => finish(commit);
  const timer = setTimeout(leave, shownMs);
  addEventListener("pagehide", leave);
  const id = say(text, {
    undo: () => {
      finish(undo);
      closeToast(id);
    },
  });
}
