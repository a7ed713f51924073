#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// How soon a camera's picture is there after a click on its tile: the real hub with its demo cameras, the real app, and
// Debian's Chromium, each way by itself. Prints one JSON object.
//
//   node bench/live_bench.mjs [--openings 15] [--rounds 2] [--ways webrtc,websocket,hls]
//
// The program is $PORCHLIGHT_BIN, the app is web/dist. The ways take turns in each round, so that a busy machine is busy for
// all of them. What is measured: from the click, until a frame has been presented and the app shows it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

const root = new URL("..", import.meta.url).pathname;
const { chromium } = createRequire(join(root, "web/package.json"))("@playwright/test");

const { values } = parseArgs({
  options: {
    openings: { type: "string", default: "15" },
    rounds: { type: "string", default: "2" },
    ways: { type: "string", default: "webrtc,websocket,hls" },
  },
});
const program = process.env.PORCHLIGHT_BIN ?? join(root, "build/release/bin/porchlight");
const viewport = { width: 1280, height: 800 };

/** What a browser has to lack so that the app takes this way. */
const lacks = {
  webrtc: [],
  websocket: ["RTCPeerConnection"],
  hls: ["RTCPeerConnection", "MediaSource", "ManagedMediaSource"],
};

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

async function startHub() {
  const state = mkdtempSync(join(tmpdir(), "porchlight-bench-"));
  const port = await freePort();
  writeFileSync(join(state, "hub.toml"), `camera_port = 0\nwebrtc_port = ${await freePort()}\n[probes]\nask_internet = false\n`);
  const child = spawn(program, ["hub", "--state", state, "--config", join(state, "hub.toml"), "--listen", `127.0.0.1:${port}`, "--web", join(root, "web/dist")]);
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (said += data));
  const deadline = Date.now() + 60_000;
  while (!said.includes("Porchlight is on.")) {
    if (Date.now() > deadline || child.exitCode !== null) throw new Error(`the hub did not start:\n${said}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    url: `http://127.0.0.1:${port}`,
    token: /setup\?token=([\w-]+)/.exec(said)[1],
    async stop() {
      child.kill("SIGTERM");
      await once(child, "exit");
      rmSync(state, { recursive: true, force: true });
    },
  };
}

/** Runs in the page: remembers the newest click, and when a picture was first seen after it. */
function watchForPictures(missing) {
  for (const name of missing) delete globalThis[name];
  addEventListener("click", () => (globalThis.opening = { at: performance.now() }), { capture: true });
  const watched = new WeakSet();
  const look = () => {
    const video = document.querySelector(".live-part video");
    if (video && !watched.has(video)) {
      watched.add(video);
      video.requestVideoFrameCallback(() => (globalThis.opening.frame = performance.now()));
    }
    const { opening } = globalThis;
    if (opening?.frame && video?.dataset.shown === "true") opening.shown ??= performance.now();
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

async function openWall(browser, hub, way) {
  const context = await browser.newContext({ viewport, baseURL: hub.url });
  const headers = { Origin: hub.url };
  const person = { name: "Bench", password: "a long enough password" };
  const set = await context.request.post("/api/v1/setup", { headers, data: { token: hub.token, ...person } });
  if (!set.ok()) await context.request.post("/api/v1/session", { headers, data: person });
  await context.addInitScript(watchForPictures, lacks[way]);
  const page = await context.newPage();
  await page.goto("/");
  return page;
}

async function open(page) {
  const tile = page.locator('a[href^="/cameras/"]').first();
  await page.waitForFunction(() => document.querySelector('.live[data-looks="live"]'), undefined, { timeout: 60_000 });
  await page.waitForTimeout(400);
  await tile.click();
  await page.waitForFunction(() => globalThis.opening?.shown, undefined, { timeout: 60_000 });
  const { at, frame, shown } = await page.evaluate(() => globalThis.opening);
  await page.goBack();
  return { frame: frame - at, shown: shown - at };
}

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

function summary(times) {
  const sorted = times.map(({ shown }) => shown).sort((a, b) => a - b);
  const frames = times.map(({ frame }) => frame).sort((a, b) => a - b);
  const round = (value) => Math.round(value);
  return { n: sorted.length, median_ms: round(at(sorted, 0.5)), p95_ms: round(at(sorted, 0.95)), fastest_ms: round(sorted[0]), median_frame_ms: round(at(frames, 0.5)) };
}

const ways = values.ways.split(",");
const times = Object.fromEntries(ways.map((way) => [way, []]));
const hub = await startHub();
const browser = await chromium.launch({
  executablePath: process.env.PORCHLIGHT_CHROMIUM ?? "/usr/bin/chromium",
  args: process.getuid() === 0 ? ["--no-sandbox"] : [],
});
try {
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const way of ways) {
      const page = await openWall(browser, hub, way);
      await open(page); // the first one fetches the page's files
      for (let n = 0; n < Number(values.openings); n++) times[way].push(await open(page));
      await page.context().close();
    }
  }
} finally {
  await browser.close();
  await hub.stop();
}
const first_picture = Object.fromEntries(ways.map((way) => [way, summary(times[way])]));
console.log(JSON.stringify({ bench: "live", load: loadavg()[0], first_picture }, null, 2));
