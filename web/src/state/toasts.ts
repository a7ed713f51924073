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
export function say(text: string, more: { tone?: Toast["tone"]; shownMs?: number } & Pick<Toast, "undo" | "link"> = {}): number {
  const id = nextId++;
  const undo = (): void => {
    closeToast(id);
    more.undo?.();
  };
  toasts.value = [...toasts.value.slice(-2), { id, text, tone: more.tone ?? "plain", ...(more.undo && { undo }), ...(more.link && { link: more.link }) }];
  setTimeout(() => closeToast(id), more.shownMs ?? shownMs);
  return id;
}
