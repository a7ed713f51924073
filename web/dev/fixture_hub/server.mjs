// SPDX-License-Identifier: Apache-2.0
// Serves the built app and canned answers. See README.md.
import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { alertRoutes } from "./alerts.mjs";
import { clipRoutes } from "./clips.mjs";
import { deviceRoutes } from "./devices.mjs";
import { askDoctor, withCause } from "./doctor.mjs";
import { askHouse, withHouse } from "./house.mjs";
import { films, makeCameras, makeHistory, makeHome, makeMarks } from "./household.mjs";
import { peopleRoutes } from "./people.mjs";
import { askTry, tryNews } from "./try.mjs";
import { pictureFile, playLive, videoFile } from "./video.mjs";
import { playWalk, walkRoutes } from "./walk.mjs";
import { acceptSocket } from "./websocket.mjs";

const dist = new URL("../../dist", import.meta.url).pathname;
const port = Number(process.env.PORT ?? 8481);
const csp =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self'; font-src 'self'; manifest-src 'self'";
/** @type {Record<string, string>} */
const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".webmanifest": "application/manifest+json" };

let home = makeHome();
/** @type {{ urls: string[], user: string, has_secret: boolean }} */
let relay = { urls: [], user: "", has_secret: false };
let cameras = makeCameras().map(withCause);
const { clips, events, gaps } = makeHistory(cameras);
const marks = makeMarks(Date.now());
const needsOwner = process.env.FIXTURE_NEEDS_OWNER === "1";
const user = { id: "usr0000000001", name: "Ada", role: /** @type {const} */ ("owner") };
/** @type {Set<import("./websocket.mjs").Socket>} */
const listeners = new Set();

/** @typedef {import("node:http").IncomingMessage} Request */
/** @typedef {import("node:http").ServerResponse} Response */
/** @typedef {{ request: Request, response: Response, id: string, query: URLSearchParams, body: any }} Call */

/** @param {Response} response @param {number} status @param {unknown} [body] */
function answer(response, status, body) {
  response.writeHead(status, { "Content-Type": "application/json" });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

/** @param {Response} response @param {number} status @param {string} sentence */
const refuse = (response, status, sentence) => answer(response, status, { error: { code: "not_found", sentence } });

/** @param {Call} call @param {string} file @param {string} type @param {number} [taken] */
function sendFile({ request, response }, file, type, taken = Date.now()) {
  const { size } = statSync(file);
  const range = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? "");
  const start = range ? Number(range[1]) : 0;
  const end = range?.[2] ? Number(range[2]) : size - 1;
  response.writeHead(range ? 206 : 200, {
    "Content-Type": type,
    "Content-Length": end - start + 1,
    "Accept-Ranges": "bytes",
    "Last-Modified": new Date(taken).toUTCString(),
    ...(range && { "Content-Range": `bytes ${start}-${end}/${size}` }),
  });
  createReadStream(file, { start, end }).pipe(response);
}

/** @param {unknown} message */
function tellAll(message) {
  for (const socket of listeners) socket.sendJson(message);
}

/** @param {string} id */
const film = (id) => films[id] ?? { video: "porch_doorbell_day", from: 20 };
/** @param {Call} call */
const signedIn = ({ request }) => request.headers.cookie?.includes("porchlight_session=1") ?? false;

/** @param {URLSearchParams} query */
function timeline(query) {
  const from = String(query.get("from"));
  const to = String(query.get("to"));
  /** @param {{ start: string, end: string | null, camera_id: string }} one @param {string} id */
  const inside = (one, id) => one.camera_id === id && one.start < to && (one.end ?? new Date().toISOString()) > from;
  return {
    from, to,
    cameras: cameras
      .filter(({ id }) => !query.get("camera") || id === query.get("camera"))
      .map(({ id }) => ({
        camera_id: id,
        clips: clips.filter((clip) => inside(clip, id) && !clip.deleted),
        gaps: gaps.filter((gap) => inside(gap, id)),
        events: events.filter((event) => inside(event, id)),
        marks: (marks[id] ?? []).filter(({ at }) => at >= from && at < to),
      })),
  };
}

/** @param {Call} call */
function changeCamera({ id, body, response }) {
  cameras = cameras.map((camera) => (camera.id === id ? { ...camera, settings: { ...camera.settings, ...body }, state: body.paused ? "paused" : camera.state } : camera));
  const changed = cameras.find((camera) => camera.id === id);
  tellAll({ type: "camera", camera: changed });
  answer(response, 200, changed);
}

/** @param {Call} call */
function testCamera({ body, response }) {
  const { video, from } = film("cam000000path1");
  const good = !String(body.url).includes("192.168.1.99");
  const picture = `data:image/jpeg;base64,${readFileSync(pictureFile(video, from, 6)).toString("base64")}`;
  const problem = { code: "permission_denied", sentence: "The camera answered, but refused the user name or the password.", fault: "login.refused", since: new Date().toISOString() };
  setTimeout(
    () => answer(response, 200, good ? { ok: true, problem: null, picture, stream: cameras[0]?.stream, notes: ["Sound is recorded as AAC."] } : { ok: false, problem, picture: null, stream: null, notes: [] }),
    700,
  );
}

const clipCalls = clipRoutes(clips, answer, tellAll, new Map(cameras.map(({ id, settings }) => [id, settings.name])));

/** @type {Record<string, (call: Call) => void>} */
const routes = {
  "GET /setup": ({ response }) => answer(response, 200, { needs_owner: needsOwner }),
  "POST /setup": ({ response }) => response.writeHead(200, { "Content-Type": "application/json", "Set-Cookie": "porchlight_session=1; HttpOnly; SameSite=Strict; Path=/" }).end(JSON.stringify({ user })),
  "POST /session": ({ response, body }) =>
    body.password === "wrong"
      ? answer(response, 401, { error: { code: "permission_denied", sentence: "The name or the password is not right." } })
      : response.writeHead(200, { "Content-Type": "application/json", "Set-Cookie": "porchlight_session=1; HttpOnly; SameSite=Strict; Path=/" }).end(JSON.stringify({ user })),
  "GET /session": (call) => answer(call.response, 200, { user: signedIn(call) ? user : null }),
  "DELETE /session": ({ response }) => response.writeHead(204, { "Set-Cookie": "porchlight_session=; Max-Age=0; Path=/" }).end(),
  "GET /home": ({ response }) => answer(response, 200, withHouse(home)),
  "PATCH /home": ({ response, body }) => answer(response, 200, withHouse((home = { ...home, ...body }))),
  "DELETE /demo": ({ response }) => {
    cameras = cameras.filter((camera) => !camera.demo);
    home = { ...home, demo: false };
    answer(response, 204);
  },
  "GET /cameras": ({ response }) => answer(response, 200, { cameras }),
  "POST /cameras/test": testCamera,
  "POST /cameras": ({ response, body }) => {
    const made = { ...structuredClone(/** @type {any} */ (cameras[0])), id: `cam${String(Date.now()).slice(-10)}`, demo: false };
    made.settings = { ...made.settings, zones: [], ...body };
    cameras.push(made);
    answer(response, 201, made);
  },
  "GET /cameras/:id": ({ response, id }) => answer(response, 200, cameras.find((camera) => camera.id === id)),
  "PATCH /cameras/:id": changeCamera,
  "DELETE /cameras/:id": ({ response, id }) => {
    cameras = cameras.filter((camera) => camera.id !== id);
    answer(response, 204);
  },
  "GET /cameras/:id/picture": (call) => {
    const taken = cameras.find((camera) => camera.id === call.id)?.last_frame_at;
    sendFile(call, pictureFile(film(call.id).video, film(call.id).from, 6), "image/jpeg", taken ? Date.parse(taken) : Date.now());
  },
  "GET /live/relay": ({ response }) => answer(response, 200, relay),
  "PUT /live/relay": ({ response, body }) => answer(response, 200, (relay = { urls: body.urls, user: body.user, has_secret: Boolean(body.secret ?? relay.has_secret) })),
  "POST /cameras/:id/live": ({ response }) => response.writeHead(204).end(),
  ...clipCalls.routes,
  "GET /storage": ({ response }) => answer(response, 200, { storage: home.storage, ...clipCalls.storage() }),
  "GET /clips/:id/video": (call) => {
    const clip = clips.find((one) => one.id === call.id);
    const { video, from } = film(clip?.camera_id ?? "");
    sendFile(call, videoFile(video, from), "video/mp4");
  },
  "GET /clips/:id/thumbnail": (call) => {
    const { video, from } = film(clips.find((one) => one.id === call.id)?.camera_id ?? "");
    const at = call.query.get("at");
    sendFile(call, pictureFile(video, from, at === null ? 2 + (Number(call.id.slice(-2)) % 13) : Math.min(15, Math.floor(Number(at)))), "image/jpeg");
  },
  "GET /timeline": ({ response, query }) => answer(response, 200, timeline(query)),
  "GET /devices/:id/snapshot": (call) => sendFile(call, pictureFile(film("cam000000path1").video, film("cam000000path1").from, 6), "image/jpeg"),
  ...deviceRoutes(answer),
  ...walkRoutes(
    answer,
    () => ({ cameras, clips, gaps }),
    (changed) => {
      cameras = cameras.map((camera) => (camera.id === changed.id ? changed : camera));
      tellAll({ type: "camera", camera: changed });
    },
  ),
  ...alertRoutes(answer, () => clips, tellAll),
  ...peopleRoutes(answer, user),
};

/** @param {Request} request */
async function bodyOf(request) {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text ? JSON.parse(text) : {};
}

/** @param {Response} response @param {string} path */
function sendApp(response, path) {
  const file = join(dist, path);
  const found = path !== "/" && existsSync(file) ? file : join(dist, "index.html");
  response.writeHead(200, { "Content-Type": types[extname(found)] ?? "application/octet-stream", "Content-Security-Policy": csp });
  createReadStream(found).pipe(response);
}

/** @param {Request} request @param {Response} response @param {string[]} path */
async function sendDoctor(request, response, path) {
  const { status, body, text } = askDoctor(request.method ?? "", path, await bodyOf(request), tellAll);
  if (text === undefined) answer(response, status, body);
  else response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8" }).end(text);
}

/** @param {Request} request @param {Response} response @param {string[]} path */
async function sendHouse(request, response, path) {
  const result = askHouse(request.method ?? "", path, await bodyOf(request), home);
  home = result.home;
  const inUse = home.modes.find((mode) => mode.id === home.mode.id);
  cameras = cameras.map((camera) => ({ ...camera, armed: !camera.settings.paused && (inUse?.cameras.find((one) => one.camera_id === camera.id)?.armed ?? true) }));
  answer(response, result.status, result.body);
  for (const camera of cameras) tellAll({ type: "camera", camera });
}

/** @param {Request} request @param {Response} response @param {string[]} path */
async function sendTry(request, response, path) {
  const { status, body } = askTry(request.method ?? "", path, await bodyOf(request));
  answer(response, status, body);
}

/** @param {Request} request @param {string} first @param {string} id @param {string} tail */
const routeFor = ({ method }, first, id, tail) => routes[`${method} /${first}${id && `/${id}`}`] ?? routes[`${method} /${first}/:id${tail && `/${tail}`}`];

/** What answers everything below a first part of the path. @type {Record<string, typeof sendHouse>} */
const wholes = { doctor: sendDoctor, home: sendHouse };
/** And the first part itself, too. @type {Record<string, typeof sendHouse>} */
const parts = { try: sendTry };

const server = createServer(async (request, response) => {
  const url = new URL(request.url ?? "/", "http://fixture");
  if (url.pathname.startsWith("/whep/")) return refuse(response, 503, "this hub only plays at being one.");
  if (!url.pathname.startsWith("/api/v1")) return sendApp(response, url.pathname);
  const [, first = "", id = "", tail = ""] = url.pathname.slice(7).split("/");
  const whole = parts[first] ?? (id ? wholes[first] : undefined);
  if (whole) return whole(request, response, url.pathname.split("/").slice(4));
  if (id === "invitations" && tail) return routes["GET /pairing/invitations/:id"]?.({ request, response, id: tail, query: url.searchParams, body: {} });
  const route = routeFor(request, first, id, tail);
  if (!route) return refuse(response, 404, "The fixture does not know this route.");
  return route({ request, response, id, query: url.searchParams, body: await bodyOf(request) });
});

server.on("upgrade", (request, stream) => {
  const socket = acceptSocket(request, stream);
  const live = /\/cameras\/([^/]+)\/live/.exec(request.url ?? "");
  if (live) {
    const { video, from } = film(live[1] ?? "");
    const isTranscoded = cameras.find(({ id }) => id === live[1])?.transcoding;
    socket.onClose = playLive(videoFile(video, from), socket, isTranscoded ? "transcoded" : "main");
    return;
  }
  const walk = /\/cameras\/([^/]+)\/walk/.exec(request.url ?? "");
  if (walk) {
    socket.onClose = playWalk(walk[1] ?? "", socket);
    return;
  }
  if (request.url?.startsWith("/api/v1/try/")) {
    for (const news of tryNews()) socket.sendJson(news);
    return;
  }
  listeners.add(socket);
  socket.onClose = () => listeners.delete(socket);
});

setInterval(() => tellAll({ type: "ping" }), 20_000).unref();
server.listen(port, "127.0.0.1", () => console.log(`fixture hub (canned answers, not a hub): http://127.0.0.1:${port}`));
