#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// A wall of 16 cameras in one page, and how soon the app can be used on a slow machine: the real hub and app, Chromium.
// Prints one JSON object.
//
//   node bench/live_wall_bench.mjs [--cameras 16] [--seconds 20] [--throttle 4] [--loads 5]
//
// Each camera has a stream of 1280x720 and a small one of 320x180, 15 frames a second. Connections are the browser's own, as
// the kernel lists them. The app can be used when its first tile is drawn and a second follows without a
// task of over 50 ms.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { ask, at, program, signedIn, startBrowser, startHub, startProgram } from "./live_hub.mjs";

const { values } = parseArgs({
  options: {
    cameras: { type: "string", default: "16" },
    seconds: { type: "string", default: "20" },
    throttle: { type: "string", default: "4" },
    loads: { type: "string", default: "5" },
  },
});
const count = Number(values.cameras);
const rate = 15;

async function startCamera(folder, size) {
  const film = join(folder, `${size}.h264`);
  execFileSync("ffmpeg", ["-v", "error", "-y", "-f", "lavfi", "-i", `testsrc2=s=${size}:r=${rate}:d=20`, "-c:v", "libx264", "-preset", "superfast", "-tune", "zerolatency",
    "-profile:v", "main", "-g", "30", "-pix_fmt", "yuv420p", "-b:v", size === "1280x720" ? "1800k" : "250k", film]);
  return startProgram(join(dirname(program), "rtsp_feeder"), [film, String(rate)], /(rtsp:\/\/\S+)/);
}

/** TCP connections that are up, from anybody to this port of this machine. */
function connectionsTo(port) {
  const established = "01";
  return readFileSync("/proc/net/tcp", "utf8").split("\n").filter((line) => {
    const [, , remote, state] = line.trim().split(/\s+/);
    return state === established && remote?.endsWith(`:${port.toString(16).toUpperCase().padStart(4, "0")}`);
  }).length;
}

const cpuSeconds = (pid) => {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
};

async function wall(browser, hub) {
  const context = await signedIn(browser, hub, { viewport: { width: 1600, height: 2400 } });
  await context.addInitScript(() => {
    globalThis.connections = 0;
    const Real = globalThis.RTCPeerConnection;
    globalThis.RTCPeerConnection = class extends Real {
      constructor(...options) {
        super(...options);
        globalThis.connections++;
      }
    };
  });
  const before = connectionsTo(Number(new URL(hub.url).port));
  const page = await context.newPage();
  await page.goto("/");
  const frames = () => page.evaluate(() => [...document.querySelectorAll(".live video")].map((video) => [video.getVideoPlaybackQuality().totalVideoFrames, video.videoWidth]));
  await page.waitForFunction((wanted) => document.querySelectorAll('.live[data-looks="live"]').length === wanted, count, { timeout: 60_000 });
  await page.waitForTimeout(5_000);
  const [first, busy] = [await frames(), cpuSeconds(hub.pid)];
  await page.waitForTimeout(Number(values.seconds) * 1000);
  const last = await frames();
  const cpu = (cpuSeconds(hub.pid) - busy) / Number(values.seconds);
  const shares = last.map(([shown], n) => (shown - first[n][0]) / (rate * Number(values.seconds))).sort((a, b) => a - b);
  const result = {
    cameras: count, plays: shares.filter((share) => share > 0.9).length, frames_shown_least: Number(shares[0].toFixed(3)), widths: [...new Set(last.map(([, width]) => width))],
    webrtc_connections: await page.evaluate(() => globalThis.connections), http_connections: connectionsTo(Number(new URL(hub.url).port)) - before,
    hub_cores: Number(cpu.toFixed(3)),
  };
  await context.close();
  return result;
}

/** ms from asking for the page. */
async function interactive(browser, hub) {
  const context = await signedIn(browser, hub);
  await context.addInitScript(() => {
    globalThis.tasks = [];
    new PerformanceObserver((list) => list.getEntries().forEach((task) => globalThis.tasks.push([task.startTime, task.startTime + task.duration]))).observe({ type: "longtask", buffered: true });
    new MutationObserver((_, observer) => {
      if (!document.querySelector('a[href^="/cameras/"]')) return;
      globalThis.drawn = performance.now();
      observer.disconnect();
    }).observe(document, { childList: true, subtree: true });
  });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: Number(values.throttle) });
  await page.goto("/");
  await page.waitForFunction(() => globalThis.drawn, undefined, { timeout: 60_000 });
  await page.waitForTimeout(5_000);
  const { drawn, tasks } = await page.evaluate(() => ({ drawn: globalThis.drawn, tasks: globalThis.tasks }));
  await context.close();
  let usable = drawn;
  for (const [begun, ended] of tasks) if (ended > usable && begun < usable + 1000) usable = ended;
  return { drawn, usable };
}

const folder = mkdtempSync(join(tmpdir(), "porchlight-wall-"));
const [main, sub] = [await startCamera(folder, "1280x720"), await startCamera(folder, "320x180")];
const hub = await startHub();
const browser = await startBrowser();
try {
  const loads = [];
  for (let n = 0; n < Number(values.loads); n++) loads.push(await interactive(browser, hub));
  const owner = await signedIn(browser, hub);
  await ask(owner, "DELETE", "/demo");
  for (let n = 1; n <= count; n++) await ask(owner, "POST", "/cameras", { name: `Camera ${n}`, url: main.found[1], sub_url: sub.found[1] });
  const seen = await wall(browser, hub);
  const middle = (name) => Math.round(at(loads.map((load) => load[name]).sort((a, b) => a - b), 0.5));
  console.log(JSON.stringify({ bench: "live_wall", load: loadavg()[0], wall: seen, slow_machine: { throttle: Number(values.throttle), loads: loads.length, first_tile_ms: middle("drawn"), usable_ms: middle("usable") } }, null, 2));
} finally {
  await browser.close();
  await hub.stop();
  await main.stop();
  await sub.stop();
  rmSync(folder, { recursive: true, force: true });
}
