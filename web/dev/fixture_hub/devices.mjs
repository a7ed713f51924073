// SPDX-License-Identifier: Apache-2.0
// Made-up Porchlight cameras: one well, one that went away with low cells, one that another home asks for, one offered.

/** @typedef {import("../../src/api/types").Device} Device */
/** @typedef {import("../../src/api/types").Telemetry} Telemetry */
/** @typedef {import("../../src/api/types").TelemetrySeries} TelemetrySeries */
/** @typedef {import("../../src/api/types").DeviceCommand} DeviceCommand */

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** @param {number} ms */
const iso = (ms) => new Date(ms).toISOString();

/** What the cells went into. @param {number} days @param {number | null} left @param {number} mwh @returns {Telemetry["energy"]} */
function account(days, left, mwh) {
  const parts = { radio: 0.61, recording: 0.2, standby: 0.102, infrared: 0.06, live: 0.015, status_light: 0.01, motion_wake: 0.003 };
  return { counted_s: days * 86_400, days_left: left, uses: Object.entries(parts).map(([use, part]) => ({ use, mwh: mwh * part })) };
}

/** @type {Telemetry} */
const well = {
  battery_mv: 3120, battery_percent: 81, energy_used_mwh: 1480, energy: account(48, 243.4, 1480), rssi_dbm: -61, rate_kbps: 65_000, band: "2.4_ghz", channel: 6, temperature_c: 11.5,
  storage_used: 96_000_000, storage_total: 536_870_912, night_lamp: true, uptime_s: 12 * 86_400 + 5 * 3600, reboot: "update", firmware: "0.1.0", stage: "online", light: "online",
};

/** @param {string} serial @param {string} name @param {Partial<Device>} more @returns {Device} */
function device(serial, name, more) {
  return {
    serial, model: "porchlight-camera", name, binding: "bound", yours: true, camera: null, contest_ends: null, health: "online", sentence: "It is online.",
    last_seen: iso(Date.now() - 8000), address: "192.168.1.61", telemetry: well, settings_revision: 3, settings_applied: 3, settings_problem: null,
    ...more,
  };
}

/** @returns {Device[]} */
export function makeDevices() {
  const now = Date.now();
  return [
    device("PL-0C41A77E20D1", "Garden gate", { camera: "cam000000path1" }),
    device("PL-5749DA8C289F", "Shed", {
      model: "blink-outdoor-4", health: "offline", sentence: "It has not been connected for 3 h.", last_seen: iso(now - 3 * hour), address: "192.168.1.62",
      telemetry: { ...well, battery_mv: 2610, battery_percent: 9, energy_used_mwh: 40, energy: account(0.2, null, 40), rssi_dbm: -84, rate_kbps: 1000, temperature_c: -3, reboot: "watchdog", uptime_s: 5400, light: "battery_low" },
      settings_revision: 4,
    }),
    device("PL-77B0E1F25A3C", "Carport", {
      binding: "contested", contest_ends: iso(now + 24 * day),
      telemetry: { ...well, battery_mv: null, battery_percent: null, energy_used_mwh: null, energy: null, night_lamp: null, rate_kbps: 433_300, band: "5_ghz", channel: 44, rssi_dbm: -49, light: "recording" },
      settings_problem: "It has no microphone, so it cannot record sound.",
    }),
    device("PL-90D2C4B6A8F0", "", { binding: "offered", yours: false, health: "never_seen", sentence: "It is paired, and has not been heard yet.", telemetry: null, last_seen: null, address: "" }),
  ];
}

/** A week, quarter of an hour by quarter of an hour in the last two days; silent for a while. @param {string} serial @param {number} from @param {number} to @returns {TelemetrySeries} */
export function makeSeries(serial, from, to) {
  const now = Date.now();
  const away = serial === "PL-5749DA8C289F" ? 3 * hour : 0;
  /** @param {number} at */
  const heat = (at) => 9 + 7 * Math.sin(((at % day) / day) * 2 * Math.PI - 1.9);
  /** @param {number} at */
  const cell = (at) => Math.round(3160 - ((at - now + 7 * day) / day) * 6 + heat(at) * 1.4);
  /** @param {number} at */
  const signal = (at) => Math.round(-61 + 5 * Math.sin(at / 5_400_000) + 3 * Math.sin(at / 700_000));
  /** @type {TelemetrySeries} */
  const series = { hours: [], samples: [] };
  for (let at = Math.floor((now - 7 * day) / hour) * hour; at < now - 2 * day; at += hour)
    if (at >= from && at < to)
      series.hours.push({ start: iso(at), samples: 120, battery_mv_least: cell(at) - 9, battery_mv_most: cell(at) + 9, energy_used_mwh: 900, rssi_dbm_least: signal(at) - 5, rssi_dbm_mean: signal(at), temperature_c_least: heat(at) - 0.5, temperature_c_most: heat(at) + 0.5, starts: 0 });
  for (let at = now - 2 * day; at < now - away; at += minute) {
    const quiet = at > now - 15 * hour && at < now - 13.2 * hour;
    if (at >= from && at < to && !quiet)
      series.samples.push({ at: iso(at), battery_mv: cell(at), battery_percent: 81, energy_used_mwh: 1400, rssi_dbm: signal(at), channel: 6, temperature_c: heat(at), storage_used: 96_000_000, uptime_s: 90_000 });
  }
  return series;
}

/** @returns {DeviceCommand[]} */
export function makeCommands() {
  const now = Date.now();
  return [{ id: 1, kind: "snapshot", created: iso(now - 20 * minute), state: "done", finished: iso(now - 20 * minute), sentence: "" }];
}

const settings = { armed: true, sensitivity: 5, pre_roll_s: 5, post_roll_s: 5, max_clip_s: 60, record_audio: true, light_when_idle: true, infrared: true };

/** The routes, for server.mjs. @param {(response: import("node:http").ServerResponse, status: number, body?: unknown) => void} answer @returns {Record<string, (call: any) => void>} */
export function deviceRoutes(answer) {
  let known = makeDevices();
  let commands = makeCommands();
  let wanted = settings;
  const since = iso(Date.now() - 40_000);
  const waiting = [
    { serial: "PL-3B81D90E4471", model: "porchlight-camera", methods: ["code", "label"], address: "192.168.1.77", since },
    { serial: "PL-EE02915C08A6", model: "porchlight-doorbell", methods: ["code", "label"], address: "192.168.1.78", since },
  ];
  /** @param {string} id @param {Partial<Device>} more */
  const change = (id, more) => {
    known = known.map((one) => (one.serial === id ? { ...one, ...more } : one));
    return known.find((one) => one.serial === id);
  };
  /** @param {any} call */
  const refuse = ({ response }, status = 404, code = "not_found", sentence = "no such device in this home") => answer(response, status, { error: { code, sentence } });
  const invitation = { id: "707729D0", expires: iso(Date.now() + 10 * minute), state: "open", serial: null, sentence: "" };
  return {
    "GET /firmware": ({ response }) => answer(response, 200, { bundles: [{ version: "9.1.0", bytes: 6_400_000 }] }),
    "GET /devices": ({ response }) => answer(response, 200, { devices: known }),
    "GET /devices/:id": (call) => {
      const found = known.find((one) => one.serial === call.id);
      if (found) answer(call.response, 200, found);
      else refuse(call);
    },
    "PATCH /devices/:id": ({ response, id, body }) => answer(response, 200, change(id, body)),
    "DELETE /devices/:id": ({ response, id }) => {
      known = known.filter((one) => one.serial !== id);
      answer(response, 204);
    },
    "POST /devices/:id/keep": ({ response, id }) => answer(response, 200, change(id, { binding: "bound", contest_ends: null })),
    "POST /devices/:id/accept": ({ response, id }) => answer(response, 200, change(id, { binding: "bound", yours: true })),
    "DELETE /devices/:id/offer": ({ response, id }) => answer(response, 200, change(id, { binding: "bound" })),
    "GET /devices/:id/settings": ({ response }) => answer(response, 200, wanted),
    "PATCH /devices/:id/settings": ({ response, body }) => answer(response, 200, (wanted = { ...wanted, ...body })),
    "GET /devices/:id/commands": ({ response }) => answer(response, 200, { commands }),
    "POST /devices/:id/commands": ({ response, body }) => {
      commands = [{ id: commands.length + 1, kind: body.kind, created: iso(Date.now()), state: "done", finished: iso(Date.now()), sentence: "" }, ...commands];
      answer(response, 200, { commands });
    },
    "GET /devices/:id/telemetry": ({ response, id, query }) => answer(response, 200, makeSeries(id, Date.parse(query.get("from")), Date.parse(query.get("to")))),
    "GET /pairing": ({ response }) => answer(response, 200, { waiting }),
    "POST /pairing": (call) => {
      if (call.body.code === "00000000") refuse(call, 403, "permission_denied", "The code does not match the camera's. Look at it once more.");
      else if (call.body.contest) refuse(call, 409, "already_exists", "The other home has been asked. It has 30 days to say that it keeps it.");
      else if (call.body.code === "99999999") refuse(call, 409, "already_exists", "serial number already registered");
      else answer(call.response, 200, change("PL-0C41A77E20D1", {}));
    },
    "POST /pairing/invitations": ({ response }) => answer(response, 200, { ...invitation, text: "PL1:H/707729D0/6FC84D61DDC68743C9A68A1C94AD72FA/192.168.1.10/8430/486F6D65/706F7263686C69676874" }),
    "GET /pairing/invitations/:id": ({ response }) => answer(response, 200, { ...invitation, text: null }),
  };
}
