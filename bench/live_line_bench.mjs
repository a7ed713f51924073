#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// How a picture comes over a line that loses packets and delivers them unevenly: the real hub and app, Chromium, and between
// them a relay that drops and delays each datagram, both ways. Prints one JSON object.
//
//   node bench/live_line_bench.mjs [--loss 0.05] [--jitter 100] [--seconds 60] [--seed 1]
//
// Each datagram takes a time of its own from 0 to `jitter` ms, so that they also overtake each other. What counts are the
// frames of the camera, 15 a second by the stream's own clock, that the browser did not decode.
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { signedIn, startBrowser, startHub } from "./live_hub.mjs";

const { values } = parseArgs({
  options: {
    loss: { type: "string", default: "0.05" },
    jitter: { type: "string", default: "100" },
    seconds: { type: "string", default: "60" },
    seed: { type: "string", default: "1" },
  },
});
const rate = 15; // of the demo's cameras
const [loss, jitter, seconds] = [Number(values.loss), Number(values.jitter), Number(values.seconds)];

/** Numbers from 0 to 1, the same for the same seed (xorshift, Marsaglia 2003). */
function randomNumbers(seed) {
  let state = seed * 2654435761 + 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Between one browser and the hub's UDP port. */
async function startRelay(hubPort) {
  const random = randomNumbers(Number(values.seed));
  const [outside, inside] = [createSocket("udp4"), createSocket("udp4")];
  const seen = { passed: 0, dropped: 0, bad: false };
  let browserAt;
  let isOver = false;
  const carry = (send) => {
    if (seen.bad && random() < loss) {
      seen.dropped++;
      return;
    }
    seen.passed++;
    setTimeout(() => isOver || send(), seen.bad ? random() * jitter : 0);
  };
  outside.on("message", (data, from) => {
    browserAt = from;
    carry(() => inside.send(data, hubPort, "127.0.0.1"));
  });
  inside.on("message", (data) => carry(() => outside.send(data, browserAt.port, browserAt.address)));
  outside.bind(0, "127.0.0.1");
  inside.bind(0, "127.0.0.1");
  await Promise.all([once(outside, "listening"), once(inside, "listening")]);
  return {
    port: outside.address().port,
    seen,
    stop() {
      isOver = true;
      outside.close();
      inside.close();
    },
  };
}

/** Runs in the page: keeps its connections, to ask them what came. */
function keepConnections() {
  globalThis.connections = [];
  const Real = globalThis.RTCPeerConnection;
  globalThis.RTCPeerConnection = class extends Real {
    constructor(...options) {
      super(...options);
      globalThis.connections.push(this);
    }
  };
}

async function inbound(page) {
  return page.evaluate(async () => {
    const reports = await globalThis.connections.at(-1).getStats();
    const video = [...reports.values()].find((one) => one.type === "inbound-rtp" && one.kind === "video");
    const { framesDecoded, framesDropped, freezeCount, totalFreezesDuration, packetsReceived, packetsLost, nackCount, pliCount, retransmittedPacketsReceived, frameWidth, jitterBufferDelay, jitterBufferEmittedCount } = video;
    return { framesDecoded, framesDropped, freezeCount, totalFreezesDuration, packetsReceived, packetsLost, nackCount, pliCount, retransmittedPacketsReceived, frameWidth, jitterBufferDelay, jitterBufferEmittedCount };
  });
}

const hub = await startHub();
const relay = await startRelay(hub.udp);
const browser = await startBrowser();
const context = await signedIn(browser, hub);
await context.addInitScript(keepConnections);
try {
  const page = await context.newPage();
  const detour = new RegExp(` ${hub.udp} typ host`, "g");
  await page.route("**/whep/v1/**", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replace(detour, ` ${relay.port} typ host`) });
  });
  await page.goto("/");
  await page.locator('a[href^="/cameras/"]').first().click();
  const playing = () => document.querySelector('.live-part video')?.dataset.shown === "true";
  await page.waitForFunction(playing, undefined, { timeout: 60_000 });
  relay.seen.bad = true;
  await page.waitForTimeout(5_000); // until it has got used to it
  const before = await inbound(page);
  const begun = performance.now();
  await page.waitForTimeout(seconds * 1000);
  const after = await inbound(page);
  const took = (performance.now() - begun) / 1000;
  const change = Object.fromEntries(Object.keys(after).map((key) => [key, after[key] - before[key]]));
  const expected = took * rate;
  const lost = Math.max(0, 1 - change.framesDecoded / expected);
  const isShown = await page.evaluate(playing);
  console.log(JSON.stringify({
    bench: "live_line", load: loadavg()[0], loss, jitter_ms: jitter, seconds: took, plays: isShown, rate,
    frames_lost: Number(lost.toFixed(4)), frames_decoded: change.framesDecoded, freezes: change.freezeCount, frozen_s: Number(change.totalFreezesDuration.toFixed(2)),
    width: after.frameWidth, packets: change.packetsReceived, nacks: change.nackCount, plis: change.pliCount, sent_again: change.retransmittedPacketsReceived,
    held_ms: Math.round((change.jitterBufferDelay / change.jitterBufferEmittedCount) * 1000), relay: relay.seen,
  }, null, 2));
} finally {
  await browser.close();
  relay.stop();
  await hub.stop();
}
