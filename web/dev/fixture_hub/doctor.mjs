// SPDX-License-Identifier: Apache-2.0
// Made-up walks with the doctor, one in each phase; what people say in them leads on to the next.

/** @typedef {import("../../src/api/types").DoctorSession} DoctorSession */
/** @typedef {import("../../src/api/types").DoctorItem} DoctorItem */
/** @typedef {import("../../src/api/types").DoctorCount} DoctorCount */

const minute = 60_000;
/** @param {number} ms */
const iso = (ms) => new Date(Date.now() + ms).toISOString();

/** @type {DoctorSession["next"]} */
const nothing = { id: "", say: "", also: null, answers: [], minutes: 0, costs_money: false, warning: null, until: null, works: false };

const oldWifi = {
  id: "wifi.ssid_or_password_changed",
  title: "The Wi-Fi has a new name or password, and the camera has the old one",
  says: "The camera still looks for the Wi-Fi that it was set up with. A new router, a new provider or a new password does that to all cameras at once.",
  share: 0.86,
};
const hung = { id: "device.firmware_hung", title: "The camera has hung itself up", says: "Its program stands still. Taking its power away for a while starts it anew.", share: 0.56 };
const cable = { id: "net.cable_bad", title: "A network cable or plug is loose", says: "Its cable has slipped or is broken. The small light at the port is dark then.", share: 0.31 };
const line = { id: "internet.outage", title: "The internet line is down", says: "Your provider's line does not work. Cameras in the home network go on without it.", share: 0.09 };
const cells = { id: "power.battery_low", title: "The battery is nearly empty", says: "There is too little power left to keep the radio on.", share: 0.03 };

const lightSeen = { observation: "light", ask: "What does the light on the camera show?", value: "red_blink", says: "Blinking red.", words: "flashes red" };
/** @type {DoctorSession["findings"]} */
const told = [
  lightSeen,
  { observation: "recent_change", ask: "What changed shortly before?", value: "new_router", says: "A new router or provider.", words: "since we got a new router" },
];
/** @type {DoctorSession["findings"]} */
const looked = [
  { observation: "router_answers", ask: "Does the router answer the hub?", value: "yes", says: "It answers.", words: "20 of 20 echoes from 192.168.1.1, 1 ms" },
  { observation: "internet_by_address", ask: "Does the internet answer by address, asked in two places?", value: "yes", says: "Both answer.", words: "1.1.1.1: 7 ms; 9.9.9.9: 7 ms" },
  { observation: "hub_drive", ask: "Can the hub write to the drive that keeps its clips?", value: "good", says: "It can.", words: "71 977 MB free, 544.7 MB a second" },
];

/** @param {string} id @param {Partial<DoctorSession>} more @returns {DoctorSession} */
function walk(id, more) {
  return {
    id, camera_id: null, model: "blink-outdoor", about: "my blink outdoor flashes red and says offline since we got a new router", started: iso(-6 * minute), ended: null, by_itself: false,
    phase: "asking", end: null, summary: `${oldWifi.title}.`, causes: [oldWifi, line, cells],
    why: [
      { observation: "recent_change", words: "since we got a new router", times_likelier: 20.8 },
      { observation: "internet_by_address", words: "1.1.1.1: 7 ms; 9.9.9.9: 7 ms", times_likelier: 3.1 },
      { observation: "light", words: "flashes red", times_likelier: 1.8 },
    ],
    against: null, next: nothing, findings: [...told, ...looked], outcomes: [],
    ...more,
  };
}

/** Of a camera of this home, which fell silent. @param {string} id @param {Partial<DoctorSession>} more */
function own(id, more) {
  const fault = { observation: "rtsp_port", ask: "Does the camera's door for video answer?", value: "no", says: "Nobody answers there.", words: "192.168.1.44:554: no answer in 2 s" };
  return walk(id, {
    camera_id: "cam000000drive", model: null, about: "", by_itself: true, summary: `Perhaps: ${hung.title}. Or: ${cable.title}.`, causes: [hung, cable, line],
    why: [{ observation: "rtsp_port", words: fault.words, times_likelier: 12 }],
    against: { observation: "router_answers", words: "20 of 20 echoes from 192.168.1.1, 1 ms", times_likelier: 0.4 },
    findings: [fault, ...looked],
    ...more,
  });
}

const joinAgain = { ...nothing, id: "join_again", say: "In its app, set its Wi-Fi up again with the name and password of today. Type it letter by letter. Try one camera first.", minutes: 10 };
const restart = {
  ...nothing, id: "restart_camera", minutes: 6,
  say: "Take the camera's power away for 30 seconds: unplug it, or take both cells out. Then give it back and wait two minutes. Do not press its button.",
  also: { id: "check_cable", says: "Press the network plugs in at both ends until they click. Try another port, then another cable. The small light at the port must come on." },
};

/** @returns {Array<DoctorSession>} */
function makeSessions() {
  const lights = [["off", "Nothing at all."], ["red_steady", "Steady red."], ["red_blink", "Blinking red."], ["red_groups", "Red, in groups of four to six blinks."], ["red_blue", "Red and blue in turn."], ["blue_blink", "Blinking blue."], ["blue_steady", "Steady blue."], ["green_steady", "Steady green."], ["infrared", "A faint red glow in the dark."]];
  const light = { ...nothing, id: "light", say: "What does the light on the camera show?", answers: lights.map(([id = "", says = ""]) => ({ id, says })), minutes: 1 };
  return [
    own("doc000looking", { phase: "looking", summary: `${hung.title}.`, findings: [] }),
    walk("doc0000asking", { next: { ...nothing, id: "phone_internet", say: "Does another device in the house get to the internet?", answers: [{ id: "works", says: "Yes, web pages open." }, { id: "fails", says: "No." }], minutes: 1 } }),
    walk("doc0000light1", { model: null, about: "the camera at the shed does not work since yesterday", next: light, findings: looked }),
    walk("doc0000light2", { next: light, findings: looked }),
    own("doc00000doing", { phase: "doing", next: restart }),
    walk("doc00000press", {
      phase: "doing",
      next: { ...nothing, id: "hold_button_long", say: "Press the button firmly with a pin, powered, and hold it until the light changes: ten to fifteen seconds. This erases its settings.", minutes: 8, warning: "It erases settings, which have to be made anew." },
    }),
    walk("doc00000money", {
      phase: "doing", summary: `${cells.title}.`, causes: [{ ...cells, share: 0.91 }, line],
      next: { ...nothing, id: "new_lithium_cells", say: "Put in two new AA lithium cells that cannot be recharged. Both new, both of one kind. Then look at its light again.", minutes: 5, costs_money: true },
    }),
    own("doc0000watch1", { phase: "watching", next: { ...restart, until: iso(2.6 * minute) } }),
    own("doc0000watch2", { phase: "watching", next: { ...restart, until: iso(7 * 24 * 60 * minute), works: true } }),
    walk("doc0000watch3", { phase: "watching", next: { ...joinAgain, until: iso(3 * minute) } }),
    walk("doc000support", {
      phase: "support", outcomes: [{ step: joinAgain.id, say: joinAgain.say, came: "no_effect" }],
      next: { ...nothing, say: "Nothing that you can do at home is likely to help. Ask the maker's support, and show them the report." },
    }),
    own("doc0000ended1", {
      phase: "ended", end: "fixed", ended: iso(-2 * minute), summary: `It works again. What helped: ${restart.say}`,
      outcomes: [{ step: restart.id, say: restart.say, came: "fixed" }],
    }),
    walk("doc0000ended2", { phase: "ended", end: "left", ended: iso(-26 * 60 * minute), started: iso(-27 * 60 * minute), summary: `It was left before its end. ${oldWifi.title}.` }),
  ];
}

const report = `Porchlight 0.1.0: report of a camera's trouble

Begun: 2026-11-26T14:59:38.361Z
Its owner says: my blink outdoor flashes red and says offline since we got a new router

What is known
  What does the light on the camera show? Blinking red. (flashes red)
  What changed shortly before? A new router or provider. (since we got a new router)
  Does the router answer the hub? It answers. (20 of 20 echoes from 192.168.1.1, 1 ms)

What was tried
  no_effect: ${joinAgain.say}

What it most likely is
${oldWifi.title} (very likely)
  ${oldWifi.says}
  because of: "since we got a new router"
`;

/** @type {DoctorCount[]} */
let counts = [
  { cause: "device.firmware_hung", step: "restart_camera", came: "fixed", times: 3 },
  { cause: "wifi.ssid_or_password_changed", step: "join_again", came: "no_effect", times: 1 },
];
let sessions = makeSessions();

/** @param {DoctorSession} one @returns {DoctorItem} */
const item = ({ id, camera_id, model, about, started, ended, by_itself, summary }) => ({ id, camera_id, model, about, started, ended, by_itself, summary });

/** The cause on the tile of the camera that is silent. @param {import("../../src/api/types").Camera} camera */
export function withCause(camera) {
  if (camera.state !== "retrying") return camera;
  const sentence = `Perhaps: ${hung.title}. Or: ${cable.title}.`;
  return { ...camera, cause: { id: hung.id, sentence, next: "Take the camera's power away for 30 seconds.", share: hung.share, session: "doc00000doing", since: iso(-12 * minute) } };
}

/** What people say leads on. @type {Record<string, (session: DoctorSession, body: any) => Partial<DoctorSession>>} */
const acts = {
  answer: (session) => ({ phase: "doing", next: session.camera_id ? restart : joinAgain }),
  light: (session, { pattern, taps = [] }) => ({ findings: [{ ...lightSeen, words: pattern ? `picked: ${pattern}` : `tapped along: ${taps.length} flashes` }, ...session.findings.filter(({ observation }) => observation !== "light")], phase: "doing", next: joinAgain }),
  correction: (session, { observation }) => ({ findings: session.findings.filter((finding) => finding.observation !== observation) }),
  outcome: (session, { word }) => {
    if (word === "done") return { phase: "watching", next: { ...session.next, until: iso(3 * minute) } };
    if (word === "worked") return { phase: "watching", next: { ...session.next, until: iso(24 * 60 * minute), works: true } };
    return { phase: "support", next: { ...nothing, say: "Nothing that you can do at home is likely to help. Ask the maker's support, and show them the report." } };
  },
  model: (_session, { model }) => ({ model }),
  end: () => ({ phase: "ended", end: "left", ended: iso(0) }),
};

/** @param {any} body */
function begin(body) {
  const like = sessions.find((one) => one.id === (body.camera_id ? "doc000looking" : "doc0000asking")) ?? walk("", {});
  const made = { ...like, id: `doc${Date.now()}`.slice(0, 13), camera_id: body.camera_id ?? null, model: body.camera_id || !body.model ? like.model : body.model, about: body.words ?? "", by_itself: false };
  sessions = [made, ...sessions];
  return { status: 200, body: made };
}

/** @param {string} method */
function tellCounts(method) {
  if (method !== "DELETE") return { status: 200, body: { counts } };
  counts = [];
  return { status: 204 };
}

/**
 * @param {string} method @param {string[]} path After /doctor. @param {any} body @param {(message: unknown) => void} tell
 * @returns {{ status: number, body?: unknown, text?: string }}
 */
export function askDoctor(method, [kind = "", id = "", act = ""], body, tell) {
  if (kind === "counts") return tellCounts(method);
  // The hub has no such thing: what one test has led on stands again as it was.
  if (method === "DELETE") sessions = makeSessions();
  if (id === "") return method === "GET" ? { status: 200, body: { sessions: sessions.map(item) } } : begin(body);
  const session = sessions.find((one) => one.id === id);
  if (!session) return { status: 404, body: { error: { code: "not_found", sentence: "There is no such session of the doctor." } } };
  if (session.next.until !== null && session.next.until < iso(0)) session.next = { ...session.next, until: iso(2.6 * minute) };
  if (act === "report") return { status: 200, text: report };
  const change = acts[act];
  if (!change || method !== "POST") return { status: 200, body: session };
  const next = { ...session, ...change(session, body) };
  sessions = sessions.map((one) => (one.id === id ? next : one));
  tell({ type: "doctor", session: next });
  return { status: 200, body: next };
}
