// SPDX-License-Identifier: Apache-2.0
// Modes and a schedule that look right on any day. Rules are laid out by clock time alone, the sun of the place is canned.

/** @typedef {import("../../src/api/types").Home} Home */
/** @typedef {import("../../src/api/types").Mode} Mode */
/** @typedef {import("../../src/api/types").Schedule} Schedule */
/** @typedef {import("../../src/api/types").ModeRule} ModeRule */

const names = /** @type {const} */ (["mon", "tue", "wed", "thu", "fri", "sat", "sun"]);
const cameras = ["cam000000porch", "cam000000path1", "cam000000drive", "cam0000000hall"];
const sunrise = 457;
const sunset = 968;
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** @param {string} id @param {Mode["kind"]} kind @param {string | null} name @param {(camera: string) => boolean} arms @returns {Mode} */
const mode = (id, kind, name, arms) => ({ id, kind, name, armed: cameras.some(arms), arms_new: kind !== "home", cameras: cameras.map((camera_id) => ({ camera_id, armed: arms(camera_id) })) });

export function makeModes() {
  return [
    mode("mod000000home", "home", null, () => false),
    mode("mod000000away", "away", null, () => true),
    mode("mod00000night", "night", null, (camera) => camera !== "cam0000000hall"),
    mode("mod0000guests", "own", "Guests", (camera) => camera === "cam000000drive"),
  ];
}

/** @returns {Omit<Schedule, "week">} */
export function makeSchedule() {
  const all = [...names];
  return {
    on: true, time_zone: null, machine_zone: zone, place: { name: "Berlin", latitude: 52.52, longitude: 13.4 },
    rules: [
      { days: all, moment: "clock", minutes: 390, mode_id: "mod000000home" },
      { days: all.slice(0, 5), moment: "clock", minutes: 485, mode_id: "mod000000away" },
      { days: all.slice(0, 5), moment: "sunset", minutes: 45, mode_id: "mod000000home" },
      { days: ["sat"], moment: "clock", minutes: 1140, mode_id: "mod0000guests" },
      { days: all, moment: "clock", minutes: 1350, mode_id: "mod00000night" },
    ],
  };
}

/** @param {ModeRule} rule */
const minuteOf = (rule) => (rule.moment === "clock" ? rule.minutes : rule.moment === "sunrise" ? sunrise + rule.minutes : sunset + rule.minutes);

/** @param {Omit<Schedule, "week">} schedule @param {number} midnight @param {typeof names[number]} weekday */
function momentsOf({ rules }, midnight, weekday) {
  return rules
    .flatMap((rule, index) => (rule.days.includes(weekday) ? [{ minute: minuteOf(rule), at: new Date(midnight + minuteOf(rule) * 60_000).toISOString(), mode_id: rule.mode_id, rule: index }] : []))
    .toSorted((a, b) => a.minute - b.minute);
}

/** @param {Omit<Schedule, "week">} schedule @returns {Schedule} */
export function layOut(schedule) {
  const now = new Date();
  const today = (now.getDay() + 6) % 7;
  const days = names.map((weekday, index) => {
    const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate() + index - today).getTime();
    const date = new Date(midnight + 12 * 3_600_000).toISOString().slice(0, 10);
    return { date, weekday, today: index === today, moments: momentsOf(schedule, midnight, weekday) };
  });
  const sun = schedule.place ? /** @type {const} */ ({ sun: "usual", sunrise, sunset }) : { sun: null, sunrise: null, sunset: null };
  const week = [];
  let begins_in = days.flatMap((day) => day.moments).at(-1)?.mode_id ?? null;
  for (const day of days) {
    week.push({ ...day, ...sun, begins_in });
    begins_in = day.moments.at(-1)?.mode_id ?? begins_in;
  }
  return { ...schedule, week };
}

/** What the schedule changes next. @param {Schedule} schedule @param {string} inUse */
export function nextOf(schedule, inUse) {
  if (!schedule.on) return null;
  const next = schedule.week.flatMap((day) => day.moments).find((moment) => moment.at > new Date().toISOString() && moment.mode_id !== inUse);
  return next ? { mode_id: next.mode_id, at: next.at } : null;
}

let schedule = makeSchedule();

/** The home with what its modes and schedule say now. @param {Home} home @returns {Home} */
export function withHouse(home) {
  const inUse = home.modes.find((one) => one.id === home.mode.id);
  return {
    ...home, time: new Date().toISOString(), armed: inUse?.armed ?? false, schedule_on: schedule.on, has_rules: schedule.rules.length > 0,
    time_zone: schedule.time_zone ?? zone, next_mode: nextOf(layOut(schedule), home.mode.id),
  };
}

/**
 * POST /home/mode, /home/modes and /home/schedule. The answer's body, and the home after it.
 * @param {string} method @param {string[]} path @param {any} body @param {Home} home @returns {{ status: number, body: unknown, home: Home }}
 */
export function askHouse(method, [part = "", id = ""], body, home) {
  /** @param {number} status @param {string} sentence */
  const refuse = (status, sentence) => ({ status, body: { error: { code: "failed_precondition", sentence } }, home });
  /** @param {Home} changed @param {number} [status] */
  const done = (changed, status = 200) => ({ status, body: withHouse(changed), home: changed });
  if (part === "schedule") {
    if (method === "PATCH") schedule = { ...schedule, ...body };
    return { status: 200, body: layOut(schedule), home };
  }
  if (part === "mode") return done({ ...home, mode: { id: body.mode_id, since: new Date().toISOString(), by: "person", person: "Ada" } });
  if (method === "POST") {
    const made = mode(`mod${String(Date.now()).slice(-10)}`, "own", body.name, () => true);
    return done({ ...home, modes: [...home.modes, made] }, 201);
  }
  if (method === "DELETE") {
    if (home.mode.id === id) return refuse(409, "That mode is in use now. Choose another mode, then remove it.");
    schedule = { ...schedule, rules: schedule.rules.filter((rule) => rule.mode_id !== id) };
    return done({ ...home, modes: home.modes.filter((one) => one.id !== id) });
  }
  const change = (/** @type {Mode} */ one) => {
    const changes = new Map((body.cameras ?? []).map((/** @type {Mode["cameras"][number]} */ camera) => [camera.camera_id, camera.armed]));
    const armed = one.cameras.map((camera) => ({ ...camera, armed: changes.get(camera.camera_id) ?? camera.armed }));
    return { ...one, name: body.name ?? one.name, arms_new: body.arms_new ?? one.arms_new, cameras: armed, armed: armed.some((camera) => camera.armed) };
  };
  return done({ ...home, modes: home.modes.map((one) => (one.id === id ? change(one) : one)) });
}
