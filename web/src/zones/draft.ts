// SPDX-License-Identifier: Apache-2.0
// The zones while they are being drawn: one signal with its past, so that each step can be taken back.
import { computed, signal } from "@preact/signals";
import type { Zone } from "../api/types";
import { words } from "../strings";
import { freshShape } from "./geometry";

export function newZoneId(): string {
  const random = crypto.getRandomValues(new Uint8Array(8));
  return [...random].map((byte) => byte.toString(36).padStart(2, "0")).join("").slice(0, 13);
}

const longestPast = 60;

export class ZoneDraft {
  readonly zones = signal<Zone[]>([]);
  readonly selectedId = signal<string | null>(null);
  readonly selected = computed(() => this.zones.value.find((zone) => zone.id === this.selectedId.value) ?? null);
  readonly canUndo = signal(false);
  private past: Array<{ zones: Zone[]; step: string }> = [];

  constructor(private saved: Zone[]) {
    this.zones.value = saved;
    this.selectedId.value = saved[0]?.id ?? null;
  }

  get dirty(): boolean {
    return JSON.stringify(this.zones.value) !== JSON.stringify(this.saved);
  }

  /** Changes under one `step` name are taken back together: a drag is one step, not a hundred. */
  change(id: string, changes: Partial<Zone>, step: string): void {
    this.remember(step);
    this.zones.value = this.zones.value.map((zone) => (zone.id === id ? { ...zone, ...changes } : zone));
  }

  add(kind: Zone["kind"]): void {
    const id = newZoneId();
    this.remember(`add ${id}`);
    const count = this.zones.value.length;
    const name = kind === "activity" ? words.zones.newActivity : words.zones.newPrivacy;
    this.zones.value = [...this.zones.value, { id, name, kind, points: freshShape(count), sensitivity: null }];
    this.selectedId.value = id;
  }

  remove(id: string): void {
    this.remember(`remove ${id}`);
    this.zones.value = this.zones.value.filter((zone) => zone.id !== id);
    this.selectedId.value = this.zones.value[0]?.id ?? null;
  }

  undo(): void {
    const before = this.past.pop();
    if (before) this.zones.value = before.zones;
    this.canUndo.value = this.past.length > 0;
    if (!this.selected.value) this.selectedId.value = this.zones.value[0]?.id ?? null;
  }

  discard(): void {
    this.past = [];
    this.canUndo.value = false;
    this.zones.value = this.saved;
    this.selectedId.value = this.saved[0]?.id ?? null;
  }

  /** The hub has them now. */
  accept(saved: Zone[]): void {
    this.saved = saved;
    this.discard();
  }

  private remember(step: string): void {
    if (this.past.at(-1)?.step === step) return;
    this.past = [...this.past.slice(1 - longestPast), { zones: this.zones.value, step }];
    this.canUndo.value = true;
  }
}
