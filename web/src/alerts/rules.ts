// SPDX-License-Identifier: Apache-2.0
// What becomes an alert, as lists of rules: one for each kind, and one more for each camera that is another way.
import type { AlertRule } from "../api/types";

export type AlertKind = AlertRule["kind"];

export const cameraKinds: readonly AlertKind[] = ["motion", "ring", "silent", "battery"];

export function ruleFor(rules: readonly AlertRule[], kind: AlertKind): AlertRule {
  const found = rules.find((rule) => rule.kind === kind && rule.camera_id === null);
  return found ?? { kind, camera_id: null, on: true, quiet: null, rest_s: 0, after_s: 0 };
}

const ownRule = (rules: readonly AlertRule[], kind: AlertKind, camera: string): AlertRule | undefined =>
  rules.find((rule) => rule.kind === kind && rule.camera_id === camera);

/** Whether alerts of that kind are wanted from that camera. */
export function isOnAt(rules: readonly AlertRule[], kind: AlertKind, camera: string): boolean {
  return (ownRule(rules, kind, camera) ?? ruleFor(rules, kind)).on;
}

/** Changes a kind for all cameras. What a camera's own rule says beyond on and off follows along. */
export function changeKind(rules: readonly AlertRule[], kind: AlertKind, changes: Partial<AlertRule>): AlertRule[] {
  const { on: _, ...shared } = changes;
  const changed = rules.map((rule) => {
    if (rule.kind !== kind) return rule;
    return rule.camera_id === null ? { ...rule, ...changes } : { ...rule, ...shared };
  });
  return changed.some((rule) => rule.kind === kind && rule.camera_id === null) ? changed : [...changed, { ...ruleFor(rules, kind), ...changes }];
}

/** Switches a kind on or off at one camera: a rule of its own, or none when it is as all the others. */
export function switchAt(rules: readonly AlertRule[], kind: AlertKind, camera: string, on: boolean): AlertRule[] {
  const all = ruleFor(rules, kind);
  const others = rules.filter((rule) => rule.kind !== kind || rule.camera_id !== camera);
  return on === all.on ? others : [...others, { ...all, camera_id: camera, on }];
}
