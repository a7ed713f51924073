// SPDX-License-Identifier: Apache-2.0
// A made-up home: four cameras, one of them unreachable, one paused; a week of clips, gaps and events.

import { makeModes, withHouse } from "./house.mjs";

/** @typedef {import("../../src/api/types").Camera} Camera */
/** @typedef {import("../../src/api/types").Clip} Clip */
/** @typedef {import("../../src/api/types").Gap} Gap */
/** @typedef {import("../../src/api/types").MotionEvent} MotionEvent */
/** @typedef {import("../../src/api/types").TimelineMark} Mark */

const minute = 60_000;
const hour = 60 * minute;
/** @param {number} ms */
const iso = (ms) => new Date(ms).toISOString();

/** @type {Record<string, { video: string, from: number }>} */
export const films = {
  cam000000porch: { video: "porch_doorbell_day", from: 20 },
  cam000000path1: { video: "outdoor_path_day", from: 20 },
  cam000000drive: { video: "road_topdown_cars", from: 10 },
  cam0000000hall: { video: "night_ir_hall", from: 30 },
};

/** @param {string} id @param {string} name @param {Partial<Camera>} more @returns {Camera} */
function camera(id, name, more) {
  const format = { codec: "H.264", width: 1920, height: 1080, frame_rate: 15, bits_per_second: 2_100_000 };
  return {
    id,
    settings: {
      name, url: "rtsp://porch:***@192.168.1.42:554/stream1", sub_url: "rtsp://porch:***@192.168.1.42:554/stream2",
      paused: false, armed: true, mode: "motion", sensitivity: 5, min_motion_s: 0.4, retrigger_s: 5, pre_roll_s: 5, post_roll_s: 8,
      max_clip_s: 120, decode: "automatic", connect: "always", client: "automatic", transport: "automatic", record_audio: true, zones: [],
    },
    demo: false, device: null, state: "live", problem: null, cause: null, next_try_at: null, armed: true, recording: false, by_hand_until: null, motion: false,
    last_frame_at: iso(Date.now()), last_motion_at: iso(Date.now() - 22 * minute),
    stream: { video: format, audio: { codec: "AAC", sample_rate: 16_000, channels: 1 }, transport: "TCP", sub: { ...format, width: 640, height: 360, bits_per_second: 380_000 } },
    analysis: { decoding: "sub", score: 0.04, suppressed: null },
    talk: "no", privacy_cost: null, transcoding: null, trouble_24h: { reconnects: 0, gap_s: 0 },
    ...more,
  };
}

export function makeCameras() {
  const now = Date.now();
  const porch = camera("cam000000porch", "Front porch", { motion: true, recording: true, demo: true });
  porch.settings.zones = [
    { id: "zone000000one", name: "Steps", kind: "activity", points: [[0.22, 0.42], [0.7, 0.38], [0.82, 0.94], [0.14, 0.96]], sensitivity: null },
    { id: "zone000000two", name: "Neighbour's window", kind: "privacy", points: [[0.02, 0.05], [0.2, 0.05], [0.2, 0.3], [0.02, 0.32]], sensitivity: null },
  ];
  porch.privacy_cost = "Covering part of the picture makes the hub re-encode this camera: about 12 % of one processor core.";
  const drive = camera("cam000000drive", "Driveway", {
    state: "retrying", next_try_at: iso(now + 48_000), last_frame_at: iso(now - 13 * minute),
    problem: { code: "unavailable", sentence: "192.168.1.44 does not answer: the camera may be off or have a new address.", fault: "network.no_answer", since: iso(now - 13 * minute) },
    stream: null, analysis: null, trouble_24h: { reconnects: 14, gap_s: 780 },
  });
  const hall = camera("cam0000000hall", "Hall", { state: "paused", armed: false, last_frame_at: iso(now - 5 * hour), stream: null, analysis: null });
  hall.settings.paused = true;
  const gate = camera("cam000000path1", "Garden gate", { device: "PL-0C41A77E20D1", talk: "yes", transcoding: { cores: 0.38, left_out: 0 } });
  return [porch, gate, drive, hall];
}

/** The same numbers each run, so that screenshots can be compared. @param {number} seed */
function dice(seed) {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/** @param {Camera[]} cameras */
export function makeHistory(cameras) {
  const roll = dice(11);
  const now = Date.now();
  /** @type {Clip[]} */
  const clips = [];
  /** @type {MotionEvent[]} */
  const events = [];
  for (const { id } of cameras) {
    let at = now - 7 * 24 * hour;
    for (let index = 0; at < now - 10 * minute; index++) {
      const night = new Date(at).getHours() < 6;
      at += (night ? 160 : 28) * minute * (0.3 + 1.7 * roll());
      if (at > now - (id === "cam0000000hall" ? 5 * hour : 10 * minute)) break;
      const length = 14 + Math.floor(70 * roll() ** 2);
      const serial = `${id.slice(-4)}${String(index).padStart(6, "0")}`;
      events.push({ id: `evt${serial}`, camera_id: id, kind: "motion", start: iso(at + 5000), end: iso(at + (length - 8) * 1000), score: 0.3 + 0.6 * roll() });
      clips.push({
        id: `clp${serial}`, camera_id: id, event_id: `evt${serial}`, kind: roll() < 0.04 ? "ring" : "motion", start: iso(at), end: iso(at + length * 1000), duration_s: length,
        size_bytes: length * 260_000, width: 1920, height: 1080, codec: id === "cam000000drive" ? "H.265" : "H.264", audio: true,
        pinned: roll() < 0.05, deleted: false, score: 0.3 + 0.6 * roll(), playable: id !== "cam000000drive",
      });
    }
  }
  clips.sort((a, b) => b.start.localeCompare(a.start));
  return { clips, events, gaps: makeGaps(now) };
}

/** @param {number} now @returns {Gap[]} */
function makeGaps(now) {
  return [
    { id: "gap0000000001", camera_id: "cam000000drive", start: iso(now - 13 * minute), end: null, reason: "camera_unreachable", sentence: "192.168.1.44 does not answer." },
    { id: "gap0000000002", camera_id: "cam000000drive", start: iso(now - 9 * hour), end: iso(now - 7.6 * hour), reason: "wrong_password", sentence: "The camera refused the password." },
    { id: "gap0000000003", camera_id: "cam0000000hall", start: iso(now - 5 * hour), end: null, reason: "paused", sentence: "You paused this camera." },
    ...["cam000000porch", "cam000000path1", "cam000000drive", "cam0000000hall"].map((id, index) => /** @type {Gap} */ ({
      id: `gap000000001${index}`, camera_id: id, start: iso(now - 30 * hour), end: iso(now - 29.2 * hour), reason: "hub_stopped", sentence: "The hub was off.",
    })),
  ];
}

/** What happened to the cameras themselves. @param {number} now */
export function makeMarks(now) {
  /** @param {number} hours @param {Mark["kind"]} kind @param {Partial<Mark>} more @returns {Mark} */
  const mark = (hours, kind, more = {}) => ({ at: iso(now - hours * hour), kind, text: "", value: null, session: null, ...more });
  /** @type {Record<string, Mark[]>} */
  const marks = {
    cam000000path1: [
      mark(20, "battery_low", { value: 20 }),
      mark(9.2, "quiet"), mark(8.9, "back", { value: 1080 }), mark(8.88, "restarted"),
      mark(6, "battery_new", { value: 100 }), mark(3.5, "firmware", { text: "1.3.0" }),
    ],
    cam000000drive: [mark(8.5, "cause", { text: "The password of the camera was changed.", session: "doc0000ended1" }), mark(0.2, "cause", { text: "The camera has no power.", session: "doc0000asking" })],
  };
  return marks;
}

/** @returns {import("../../src/api/types").Home} */
export function makeHome() {
  const now = Date.now();
  return withHouse({
    name: "Linden Street 7", armed: true, mode: { id: "mod000000away", since: iso(now - 3 * hour), by: "person", person: "Ada" }, modes: makeModes(), next_mode: null,
    schedule_on: true, has_rules: true, time_zone: "",  version: "0.1.0", time: iso(now), demo: true,
    storage: { clips_bytes: 41_200_000_000, free_bytes: 212_000_000_000, limit_bytes: 120_000_000_000, reserve_bytes: 2_000_000_000, oldest_clip_at: iso(now - 7 * 24 * hour), problem: null },
    retention: { days: 30, limit_bytes: 120_000_000_000 },
  });
}
