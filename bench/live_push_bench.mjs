#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// How long a frame takes from the camera's last packet of it to a person's eyes: a camera 720p15 that numbers its pictures,
// the real hub and app, Chromium. Prints one JSON object.
//
//   node bench/live_push_bench.mjs [--seconds 60] [--ways webrtc,websocket]
//
// A relay between camera and hub notes when each frame's last packet goes to the hub; which frame it is, its time says. The page notes when the browser has
// presented a frame, and reads its number from a row of black and white fields.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { loadavg, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { ask, at, program, signedIn, startBrowser, startHub, startProgram } from "./live_hub.mjs";

const { values } = parseArgs({ options: { seconds: { type: "string", default: "60" }, ways: { type: "string", default: "webrtc,websocket" } } });
const size = { width: 1280, height: 720 };
/** The feeder's first RTP timestamp is as tests/support/h264_feed.cpp has it. */
const film = { frames: 300, rate: 15, firstTimestamp: 1_000_000 };
const bits = 10;
const field = size.width / bits;
/** What a browser has to lack so that the app takes this way. */
const lacks = { webrtc: [], websocket: ["RTCPeerConnection"] };

/** A slope of grey that moves, and above it the picture's number, its lowest bit first. */
function drawPicture(number) {
  const picture = Buffer.alloc((size.width * size.height * 3) / 2, 128);
  for (let y = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++) {
      const isField = y < field;
      picture[y * size.width + x] = isField ? ((number >> Math.floor(x / field)) & 1 ? 235 : 16) : 40 + ((x + y + 4 * number) % 160);
    }
  }
  return picture;
}

async function makeFilm(file) {
  const encoder = spawn("ffmpeg", ["-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", `${size.width}x${size.height}`, "-r", String(film.rate), "-i", "-",
    "-c:v", "libx264", "-preset", "superfast", "-tune", "zerolatency", "-g", "30", "-b:v", "1800k", "-maxrate", "1800k", "-bufsize", "1800k", file], { stdio: ["pipe", "inherit", "inherit"] });
  for (let number = 0; number < film.frames; number++) {
    if (!encoder.stdin.write(drawPicture(number))) await once(encoder.stdin, "drain");
  }
  encoder.stdin.end();
  await once(encoder, "exit");
}

const now = () => performance.timeOrigin + performance.now();

/** Carries RTSP over TCP and notes when a frame has gone on: `$`, channel, length, and RTP with its marker bit. */
async function startRelay(cameraPort) {
  const connections = [];
  const server = createServer((hub) => {
    const camera = connect(cameraPort, "127.0.0.1");
    const sent = [];
    connections.push(sent);
    let waiting = Buffer.alloc(0);
    hub.setNoDelay(true).pipe(camera.setNoDelay(true));
    camera.on("data", (data) => {
      hub.write(data);
      waiting = Buffer.concat([waiting, data]);
      while (waiting.length >= 4) {
        if (waiting[0] !== 0x24) {
          const end = waiting.indexOf("\r\n\r\n");
          if (end < 0) return;
          const length = Number(/Content-Length: *(\d+)/i.exec(waiting.subarray(0, end).toString())?.[1] ?? 0);
          if (waiting.length < end + 4 + length) return;
          waiting = waiting.subarray(end + 4 + length);
          continue;
        }
        const length = waiting.readUInt16BE(2);
        if (waiting.length < 4 + length) return;
        if (waiting[1] === 0 && (waiting[5] & 0x80) !== 0) sent.push({ at: now(), number: Math.round((waiting.readUInt32BE(8) - film.firstTimestamp) / (90_000 / film.rate)) % film.frames });
        waiting = waiting.subarray(4 + length);
      }
    });
    for (const end of [hub, camera]) end.on("close", () => (hub.destroy(), camera.destroy())).on("error", () => {});
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  /** Of the connection that pulls; the hub may have looked in before. */
  const sent = () => connections.reduce((most, one) => (one.length > most.length ? one : most));
  return { port: server.address().port, sent, stop: () => server.close() };
}

/** Runs in the page: the number of each frame that is presented, and when. */
function noteFrames({ bits, field }) {
  const video = document.querySelector(".live-part video");
  const canvas = new OffscreenCanvas(bits, 1);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  globalThis.shown = [];
  const note = (at, { presentationTime }) => {
    context.drawImage(video, 0, field / 4, bits * field, field / 2, 0, 0, bits, 1);
    const { data } = context.getImageData(0, 0, bits, 1);
    let number = 0;
    for (let bit = 0; bit < bits; bit++) number |= (data[4 * bit] > 128 ? 1 : 0) << bit;
    globalThis.shown.push([number, performance.timeOrigin + at, performance.timeOrigin + presentationTime]);
    video.requestVideoFrameCallback(note);
  };
  video.requestVideoFrameCallback(note);
}

/** How far the page's clock is ahead of ours, by the quickest of some questions. */
async function clockOffset(page) {
  let best = { took: Infinity, ahead: 0 };
  for (let i = 0; i < 20; i++) {
    const before = now();
    const there = await page.evaluate(() => performance.timeOrigin + performance.now());
    const after = now();
    if (after - before < best.took) best = { took: after - before, ahead: there - (before + after) / 2 };
  }
  return best;
}

/** The newest frame of that number that had been sent by then. */
function sentAt(sent, number, time) {
  return sent.findLast((one) => one.number === number && one.at <= time)?.at;
}

async function measure(browser, hub, relay, camera, way) {
  const context = await signedIn(browser, hub);
  await context.addInitScript((missing) => missing.forEach((name) => delete globalThis[name]), lacks[way]);
  const page = await context.newPage();
  await page.goto(`/cameras/${camera}`);
  await page.waitForFunction(() => document.querySelector(".live-part video")?.dataset.shown === "true", undefined, { timeout: 60_000 });
  await page.waitForTimeout(5_000);
  const clock = await clockOffset(page);
  await page.evaluate(noteFrames, { bits, field });
  await page.waitForTimeout(Number(values.seconds) * 1000);
  const shown = await page.evaluate(() => globalThis.shown);
  const times = relay.sent();
  const late = { called: [], presented: [] };
  for (const [number, called, presented] of shown) {
    const sent = sentAt(times, number, called - clock.ahead);
    if (sent === undefined) continue;
    late.called.push(called - clock.ahead - sent);
    late.presented.push(presented - clock.ahead - sent);
  }
  await context.close();
  const round = (value) => Number(value.toFixed(1));
  const summary = (taken) => {
    const sorted = taken.sort((a, b) => a - b);
    return { median_ms: round(at(sorted, 0.5)), p95_ms: round(at(sorted, 0.95)), least_ms: round(sorted[0]) };
  };
  return { frames: shown.length, of: Number(values.seconds) * film.rate, to_presented: summary(late.presented), to_callback: summary(late.called), clock_within_ms: round(clock.took / 2) };
}

const folder = mkdtempSync(join(tmpdir(), "porchlight-push-"));
await makeFilm(join(folder, "film.h264"));
const feeder = await startProgram(join(dirname(program), "rtsp_feeder"), [join(folder, "film.h264"), String(film.rate)], /rtsp:\/\/[^:]+:(\d+)(\S*)/);
const relay = await startRelay(Number(feeder.found[1]));
const hub = await startHub();
const browser = await startBrowser();
try {
  const owner = await signedIn(browser, hub);
  await ask(owner, "DELETE", "/demo");
  const camera = await ask(owner, "POST", "/cameras", { name: "Numbers", url: `rtsp://127.0.0.1:${relay.port}${feeder.found[2]}` });
  const result = {};
  for (const way of values.ways.split(",")) result[way] = await measure(browser, hub, relay, camera.id, way);
  console.log(JSON.stringify({ bench: "live_push", load: loadavg()[0], seconds: Number(values.seconds), ...result }, null, 2));
} finally {
  await browser.close();
  await hub.stop();
  relay.stop();
  await feeder.stop();
  rmSync(folder, { recursive: true, force: true });
}
