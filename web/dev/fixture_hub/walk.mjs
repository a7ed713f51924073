// SPDX-License-Identifier: Apache-2.0
// A walk test of somebody who is always seen (front porch) or comes and goes (garden gate), a count of last week, and
// recordings by hand.

/** @typedef {import("../../src/api/types").Camera} Camera */
/** @typedef {import("../../src/api/types").Clip} Clip */
/** @typedef {import("../../src/api/types").Replay} Replay */
/** @typedef {import("../../src/api/types").TriedSettings} TriedSettings */
/** @typedef {import("../../src/api/types").Walk} Walk */

const everyMs = 150;
const countingMs = 2500;
const weekMs = 7 * 24 * 3_600_000;

/** @type {Walk} */
const quiet = { live: true, problem: null, learning: false, motion: false, level: 0.02, counting: [], candidates: [], outside: [], ignored: null, trigger: null };

/** Two seconds of nothing, one and a half of somebody who comes nearer, four seen, two outside the zones. @param {number} tick @returns {Walk} */
function comesAndGoes(tick) {
  const at = (tick % 64) * everyMs;
  const area = { x: 0.1 + at / 14_000, y: 0.38, width: 0.12, height: 0.42 };
  if (at < 2000) return { ...quiet, ignored: at < 800 ? "light change" : null };
  if (at < 3500) return { ...quiet, level: (at - 1500) / 2100, candidates: [{ area, nearness: (at - 1500) / 2100 }] };
  const trigger = tick % 64 === 24 ? { at: new Date().toISOString(), after_s: 0.4 + (tick % 3) / 10 } : null;
  if (at < 7600) return { ...quiet, motion: true, level: 1, counting: [area], trigger };
  return { ...quiet, outside: [area] };
}

/** @param {number} tick @returns {Walk} */
const alwaysSeen = (tick) => ({
  ...quiet, motion: true, level: 1,
  counting: [{ x: 0.42 + 0.02 * Math.sin(tick / 6), y: 0.3, width: 0.17, height: 0.58 }],
  candidates: [{ area: { x: 0.8, y: 0.52, width: 0.08, height: 0.1 }, nearness: 0.4 }],
  trigger: tick % 40 === 1 ? { at: new Date().toISOString(), after_s: 0.4 } : null,
});

/** @param {string} camera @param {import("./websocket.mjs").Socket} socket */
export function playWalk(camera, socket) {
  let tick = 0;
  const timer = setInterval(() => {
    tick += 1;
    socket.sendJson(camera === "cam000000porch" ? alwaysSeen(tick) : comesAndGoes(tick));
  }, everyMs);
  return () => clearInterval(timer);
}

/** By what a person would expect: keener settings count more. @param {string} id @param {number} sensitivity */
const counts = (id, sensitivity) => (Number(id.slice(-2)) * 7) % 10 < sensitivity + 3;

/** @param {Camera} camera @param {TriedSettings} tried @param {Clip[]} clips @param {import("../../src/api/types").Gap[]} gaps @param {number} done @returns {Replay} */
function replayOf(camera, tried, clips, gaps, done) {
  const all = clips.filter(({ camera_id: id }) => id === camera.id);
  const looked = all.slice(0, Math.floor(all.length * done));
  const shown = looked.map(({ id, start, end, duration_s }) => ({
    clip_id: id, start, end: end ?? start, thumbnail: true,
    tried: counts(id, tried.sensitivity) ? 1 : 0, saved: counts(id, camera.settings.sensitivity) ? (duration_s > 70 ? 2 : 1) : 0,
  }));
  /** @param {"tried" | "saved"} by */
  const sum = (by) => shown.reduce((count, clip) => count + clip[by], 0);
  /** @param {Clip[]} some */
  const length = (some) => some.reduce((seconds, clip) => seconds + clip.duration_s, 0);
  const listed = shown.slice(0, 120);
  const missing = gaps.filter(({ camera_id: id }) => id === camera.id);
  return {
    camera_id: camera.id, state: done < 1 ? "running" : "done", tried, from: new Date(Date.now() - weekMs).toISOString(), to: new Date().toISOString(),
    done, looked_s: length(looked), whole_s: length(all), all_time_s: 0, tried_times: sum("tried"), saved_times: sum("saved"), recorded_events: all.length,
    unreadable: 0, clips: listed, more_clips: shown.length - listed.length,
    not_recorded: missing.map(({ reason, start, end }) => ({ reason, seconds: ((end ? Date.parse(end) : Date.now()) - Date.parse(start)) / 1000 })),
  };
}

/** @type {Map<string, { tried: TriedSettings, begunAt: number, stoppedAt: number | null }>} */
const counting = new Map();

/**
 * @param {(response: import("node:http").ServerResponse, status: number, body?: unknown) => void} answer
 * @param {() => { cameras: Camera[], clips: Clip[], gaps: import("../../src/api/types").Gap[] }} house
 * @param {(camera: Camera) => void} change
 */
export function walkRoutes(answer, house, change) {
  /** @param {string} id */
  const find = (id) => /** @type {Camera} */ (house().cameras.find((camera) => camera.id === id));
  /** @param {any} call */
  const show = ({ response, id }) => {
    const one = counting.get(id) ?? (id === "cam000000path1" ? { tried: settingsOf(find(id)), begunAt: 0, stoppedAt: null } : null);
    if (!one) return answer(response, 200, { ...replayOf(find(id), settingsOf(find(id)), [], [], 0), state: "none" });
    const done = Math.min(1, ((one.stoppedAt ?? Date.now()) - one.begunAt) / countingMs);
    const { clips, gaps } = house();
    const replay = replayOf(find(id), one.tried, clips, gaps, done);
    return answer(response, 200, one.stoppedAt && done < 1 ? { ...replay, state: "cancelled" } : replay);
  };
  /** @param {Camera} camera */
  const settingsOf = ({ settings: { sensitivity, min_motion_s, zones } }) => ({ sensitivity: Math.max(1, sensitivity - 1), min_motion_s, zones });
  /** @param {any} call @param {string | null} until */
  const byHand = ({ response, id }, until) => {
    const camera = { ...find(id), by_hand_until: until, recording: until !== null };
    change(camera);
    answer(response, 200, camera);
  };
  return {
    "POST /cameras/:id/replay": (/** @type {any} */ call) => {
      counting.set(call.id, { tried: call.body, begunAt: Date.now(), stoppedAt: null });
      show(call);
    },
    "GET /cameras/:id/replay": show,
    "DELETE /cameras/:id/replay": (/** @type {any} */ call) => {
      const one = counting.get(call.id);
      if (one) one.stoppedAt ??= Date.now();
      show(call);
    },
    "POST /cameras/:id/record": (/** @type {any} */ call) => byHand(call, new Date(Date.now() + (call.body.seconds ?? 30) * 1000).toISOString()),
    "DELETE /cameras/:id/record": (/** @type {any} */ call) => byHand(call, null),
  };
}
