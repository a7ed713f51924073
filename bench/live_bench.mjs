#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// How soon a camera's picture is there after a click on its tile: the real hub with its demo cameras, the real app, and
// Debian's Chromium, each way by itself. Prints one JSON object.
//
//   node bench/live_bench.mjs [--openings 15] [--rounds 2] [--ways webrtc,websocket,hls]
//
// The ways take turns in each round, so that a busy machine is busy for
// all of them. What is measured: from the click, until a frame has been presented and the app shows it.
import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { at, signedIn, startBrowser, startHub } from "./live_hub.mjs";

const { values } = parseArgs({
  options: {
    openings: { type: "string", default: "15" },
    rounds: { type: "string", default: "2" },
    ways: { type: "string", default: "webrtc,websocket,hls" },
  },
});
/** What a browser has to lack so that the app takes this way. */
const lacks = {
  webrtc: [],
  websocket: ["RTCPeerConnection"],
  hls: ["RTCPeerConnection", "MediaSource", "ManagedMediaSource"],
};

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
  const context = await signedIn(browser, hub);
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

function summary(times) {
  const sorted = times.map(({ shown }) => shown).sort((a, b) => a - b);
  const frames = times.map(({ frame }) => frame).sort((a, b) => a - b);
  const round = (value) => Math.round(value);
  return { n: sorted.length, median_ms: round(at(sorted, 0.5)), p95_ms: round(at(sorted, 0.95)), fastest_ms: round(sorted[0]), median_frame_ms: round(at(frames, 0.5)) };
}

const ways = values.ways.split(",");
const times = Object.fromEntries(ways.map((way) => [way, []]));
const hub = await startHub();
const browser = await startBrowser();
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
