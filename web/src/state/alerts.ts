// SPDX-License-Identifier: Apache-2.0
import { signal } from "@preact/signals";
import { call } from "../api/client";
import type { Alert, ListedAlert } from "../api/types";
import { place } from "../router";
import { words } from "../strings";
import { onHubMessage } from "./hub_messages";
import { say } from "./toasts";

/** The newest alerts, newest first; null until the hub has told us once. */
export const alerts = signal<ListedAlert[] | null>(null);

/** How many of all alerts this person has not seen. */
export const unseenAlerts = signal(0);

const mostKept = 200;

export async function loadAlerts(): Promise<void> {
  const page = await call("GET /alerts", { query: { limit: 50 } });
  alerts.value = page.alerts;
  unseenAlerts.value = page.unseen;
}

/** "Motion at Porch". */
export const alertTitle = (alert: Alert): string => words.alerts.titles[alert.kind](alert.place);

/** Where an alert leads to: its clip, else its camera, else the list. */
export function alertHref(alert: Alert): string {
  if (alert.clip_id) return `/clips/${alert.clip_id}`;
  if (alert.camera_id) return `/cameras/${alert.camera_id}`;
  return "/alerts";
}

/** Takes in what the hub says about one alert: a new one, or more about one we know. Returns whether it is new. */
export function applyAlert(alert: Alert): boolean {
  const known = alerts.value ?? [];
  const at = known.findIndex((one) => one.id === alert.id);
  if (at >= 0) alerts.value = known.with(at, { ...alert, seen: known[at]?.seen ?? false });
  // What is older than all that we hold is news of an old one.
  else if (known.length > 0 && alert.id < (known.at(-1)?.id ?? "")) return false;
  else alerts.value = [{ ...alert, seen: false }, ...known].slice(0, mostKept);
  if (at < 0) unseenAlerts.value += 1;
  return at < 0;
}

export function applySeen(ids: readonly string[]): void {
  const seen = new Set(ids);
  alerts.value = (alerts.value ?? []).map((alert) => (seen.has(alert.id) ? Object.assign({}, alert, { seen: true }) : alert));
  unseenAlerts.value = Math.max(0, unseenAlerts.value - seen.size);
}

/** Says that everything up to the newest was seen. The hub tells every browser of this person, this one too. */
export async function seeAllAlerts(): Promise<void> {
  const newest = alerts.value?.[0];
  if (newest && unseenAlerts.value > 0) await call("POST /alerts/seen", { body: { up_to: newest.id } });
}

function disturb(alert: Alert): void {
  const { path } = place.value;
  const isInSight = path === "/alerts" || path === `/cameras/${alert.camera_id}`;
  if (!alert.quiet && !isInSight) say(alertTitle(alert), { link: { href: alertHref(alert), text: words.alerts.look } });
}

/** Hears of alerts while the app is open. Returns what stops it. */
export function listenForAlerts(): () => void {
  return onHubMessage((message) => {
    if (message.type === "alert" && applyAlert(message.alert)) disturb(message.alert);
    if (message.type === "alerts_seen") applySeen(message.alerts);
    if (message.type === "refetch") void loadAlerts().catch(() => {});
  });
}
