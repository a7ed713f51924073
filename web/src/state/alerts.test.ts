// SPDX-License-Identifier: Apache-2.0
import { beforeEach, describe, expect, it } from "vitest";
import type { Alert } from "../api/types";
import { go } from "../router";
import { alertHref, alerts, alertTitle, applyAlert, applySeen, listenForAlerts, unseenAlerts } from "./alerts";
import { takeIn } from "./hub_messages";
import { toasts } from "./toasts";

const alert = (id: string, more: Partial<Alert> = {}): Alert => ({
  id, kind: "motion", at: "2026-11-26T12:00:00.000Z", ended: null, camera_id: "cam1", clip_id: null, picture: false, place: "Porch", detail: "", quiet: false, ...more,
});

beforeEach(() => {
  alerts.value = [{ ...alert("a2"), seen: true }];
  unseenAlerts.value = 0;
  toasts.value = [];
  go("/", "replace");
});

describe("alerts", () => {
  it("count when they are new, and not when more is known of one", () => {
    applyAlert(alert("a3"));
    applyAlert(alert("a3", { clip_id: "c1", picture: true }));
    applyAlert(alert("a2", { clip_id: "c2" }));
    applyAlert(alert("a1", { clip_id: "c3" }));
    expect(unseenAlerts.value).toBe(1);
    expect(alerts.value?.map(({ id, clip_id: clip, seen }) => [id, clip, seen])).toEqual([
      ["a3", "c1", false],
      ["a2", "c2", true],
    ]);
  });

  it("are seen in every browser of a person", () => {
    applyAlert(alert("a3"));
    applySeen(["a3"]);
    expect(unseenAlerts.value).toBe(0);
    expect(alerts.value?.every((one) => one.seen)).toBe(true);
  });

  it("lead to their clip, else to their camera", () => {
    expect(alertHref(alert("a", { clip_id: "c1" }))).toBe("/clips/c1");
    expect(alertHref(alert("a"))).toBe("/cameras/cam1");
    expect(alertHref(alert("a", { camera_id: null }))).toBe("/alerts");
    expect(alertTitle(alert("a", { kind: "silent" }))).toBe("No picture from Porch");
  });

  it("are said once, and not in quiet hours or where they are in sight", () => {
    const stop = listenForAlerts();
    takeIn({ type: "alert", alert: alert("a3") });
    takeIn({ type: "alert", alert: alert("a3", { clip_id: "c1" }) });
    takeIn({ type: "alert", alert: alert("a4", { quiet: true }) });
    expect(toasts.value.map((toast) => toast.text)).toEqual(["Motion at Porch"]);
    go("/cameras/cam1", "replace");
    takeIn({ type: "alert", alert: alert("a5") });
    expect(toasts.value).toHaveLength(1);
    stop();
  });
});
