// SPDX-License-Identifier: Apache-2.0
import { signal } from "@preact/signals";

export interface Toast {
  id: number;
  text: string;
  tone: "plain" | "fault";
  undo?: () => void;
  link?: { href: string; text: string };
}

export const toasts = signal<Toast[]>([]);

const shownMs = 7000;
let nextId = 1;

export function closeToast(id: number): void {
  toasts.value = toasts.value.filter((toast) => toast.id !== id);
}

/** Shows a short message, for as long as it is shown with a button to undo it or a link to where it leads. */
export function say(text: string, more: { tone?: Toast["tone"] } & Pick<Toast, "undo" | "link"> = {}): number {
  const id = nextId++;
  toasts.value = [...toasts.value.slice(-2), { id, text, tone: more.tone ?? "plain", ...(more.undo && { undo: more.undo }), ...(more.link && { link: more.link }) }];
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
