// SPDX-License-Identifier: Apache-2.0
// What people were told, and what becomes an alert.

/** @typedef {import("../../src/api/types").ListedAlert} Alert */
/** @typedef {import("../../src/api/types").AlertRule} AlertRule */
/** @typedef {import("../../src/api/types").Clip} Clip */
/** @typedef {import("../../src/api/types").PushState} PushState */

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** @param {number} ms */
const iso = (ms) => new Date(ms).toISOString();

/** @param {number} number @param {Alert["kind"]} kind @param {number} ago @param {Partial<Alert>} more @returns {Alert} */
function alert(number, kind, ago, more) {
  return {
    id: `alert${String(number).padStart(8, "0")}`, kind, at: iso(Date.now() - ago), ended: null, camera_id: null, clip_id: null, picture: false,
    place: "", detail: "", quiet: false, seen: true, ...more,
  };
}

/** @param {readonly Clip[]} clips @param {string} camera @param {number} [nth] */
function clipOf(clips, camera, nth = 0) {
  const clip = clips.filter((one) => one.camera_id === camera && one.end)[nth];
  return clip ? { clip_id: clip.id, picture: true } : {};
}

/** @param {readonly Clip[]} clips @returns {Alert[]} newest first */
function makeAlerts(clips) {
  const porch = { camera_id: "cam000000porch", place: "Front porch" };
  const gate = { camera_id: "cam000000path1", place: "Garden gate" };
  const drive = { camera_id: "cam000000drive", place: "Driveway" };
  return [
    alert(90, "motion", 2 * minute, { ...porch, ...clipOf(clips, "cam000000porch"), seen: false }),
    alert(89, "silent", 8 * minute, { ...drive, detail: "For 5 min. The router gave the camera another address.", seen: false }),
    alert(88, "ring", 3 * hour, { ...porch, ...clipOf(clips, "cam000000porch", 1) }),
    alert(87, "motion", 5 * hour, { ...gate, ...clipOf(clips, "cam000000path1") }),
    alert(86, "battery", 7 * hour, { ...gate, detail: "About 9 days are left." }),
    alert(85, "motion", 20 * hour, { ...gate, ...clipOf(clips, "cam000000path1", 2), quiet: true }),
    alert(84, "sign_in", 26 * hour, { place: "Ada", detail: "Chrome on Android, from 203.0.113.7." }),
    alert(83, "silent", 30 * hour, { ...porch, detail: "For 5 min.", ended: iso(Date.now() - 30 * hour + 12 * minute) }),
    alert(82, "storage", 2 * day, { detail: "The disk was full; the oldest clips made room.", ended: iso(Date.now() - 2 * day + 40_000) }),
    alert(81, "ownership", 6 * day, { detail: "Another home has Carport (PL-77B0E1F25A3C) in hand and asks for it. If it is still yours, choose Keep within 30 days; else it will be released." }),
  ];
}

/** @param {AlertRule["kind"]} kind @param {number} rest @param {Partial<AlertRule>} [more] @returns {AlertRule} */
const rule = (kind, rest, more = {}) => ({ kind, camera_id: null, on: true, quiet: null, rest_s: rest, after_s: 0, ...more });

const key = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";

/** @param {(response: any, status: number, body?: unknown) => void} answer @param {() => readonly Clip[]} clips @param {(message: unknown) => void} tellAll
 * @returns {Record<string, (call: any) => void>} */
export function alertRoutes(answer, clips, tellAll) {
  let alerts = makeAlerts(clips());
  let rules = [
    rule("motion", 60, { quiet: { from: "22:00", to: "07:00" } }), rule("ring", 10), rule("silent", 1800, { after_s: 300 }), rule("battery", 86_400),
    rule("storage", 3600), rule("sign_in", 0), rule("ownership", 0), rule("motion", 60, { camera_id: "cam0000000hall", on: false }),
  ];
  /** @type {PushState["browsers"]} */
  let browsers = [
    { id: "push000000001", browser: "Chrome on Android", since: iso(Date.now() - 9 * day), service: "push.example", problem: null },
    { id: "push000000002", browser: "Firefox on Linux", since: iso(Date.now() - 40 * day), service: "updates.push.example", problem: "The push service is busy; it is tried again." },
  ];
  return {
    "GET /alerts": ({ response, query }) => {
      const wanted = alerts.filter((one) => (!query.get("kind") || one.kind === query.get("kind")) && (!query.get("camera") || one.camera_id === query.get("camera")));
      answer(response, 200, { alerts: wanted, unseen: alerts.filter((one) => !one.seen).length, next: null });
    },
    "POST /alerts/seen": ({ response, body }) => {
      const now = alerts.filter((one) => !one.seen && (one.id <= (body.up_to ?? "") || body.alerts?.includes(one.id))).map((one) => one.id);
      alerts = alerts.map((one) => (now.includes(one.id) ? { ...one, seen: true } : one));
      tellAll({ type: "alerts_seen", alerts: now });
      answer(response, 204);
    },
    "GET /alerts/rules": ({ response }) => answer(response, 200, { rules }),
    "PUT /alerts/rules": ({ response, body }) => answer(response, 200, { rules: (rules = body.rules) }),
    /** Only here: something happens, so that a test sees the bell and the message. */
    "POST /alerts/fixture": ({ response }) => {
      const made = alert(91 + alerts.length, "ring", 0, { camera_id: "cam000000porch", place: "Front porch", seen: false });
      alerts = [made, ...alerts];
      const { seen: _, ...told } = made;
      tellAll({ type: "alert", alert: told });
      answer(response, 204);
    },
    "GET /push": ({ response }) => answer(response, 200, { key, browsers }),
    "POST /push": ({ response, body }) => {
      const made = { id: "push000000003", browser: "Chrome on Linux", since: iso(Date.now()), service: new URL(body.endpoint).hostname, problem: null };
      browsers = [...browsers, made];
      answer(response, 201, made);
    },
    "DELETE /push/:id": ({ response, id }) => {
      browsers = browsers.filter((one) => one.id !== id);
      answer(response, 204);
    },
    "POST /push/:id/test": ({ response }) => answer(response, 204),
  };
}
