// SPDX-License-Identifier: Apache-2.0
// Opens one camera's page in Chromium and says, as JSON, how its picture came.
//
//   node live_in_browser.mjs HUB CAMERA NAME PASSWORD [--lacks RTCPeerConnection,MediaSource] [--relay-only] [--claims-h265] [--listen] [--note TEXT]
//
// With --note it waits until the line under the picture has that text. With --claims-h265 the browser says that it plays H.265
// (Chromium from Debian does not). With --listen it presses Listen and waits until something has been heard for a second.
import { createRequire } from "node:module";
import { join } from "node:path";
import { parseArgs } from "node:util";

const web = new URL("../../web/", import.meta.url).pathname;
const { chromium } = createRequire(join(web, "package.json"))("@playwright/test");

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    lacks: { type: "string", default: "" },
    "relay-only": { type: "boolean", default: false },
    "claims-h265": { type: "boolean", default: false },
    listen: { type: "boolean", default: false },
    note: { type: "string", default: "" },
  },
});
const [hub, camera, name, password] = positionals;

/** Runs in the page. */
function prepare({ lacks, relayOnly, claimsH265 }) {
  for (const missing of lacks) delete globalThis[missing];
  const RealAudio = globalThis.Audio;
  globalThis.sounds = [];
  globalThis.Audio = class extends RealAudio {
    constructor() {
      super();
      globalThis.sounds.push(this);
    }
  };
  const says = HTMLMediaElement.prototype.canPlayType;
  if (claimsH265) HTMLMediaElement.prototype.canPlayType = function (type) {
    return type.includes("hvc1") ? "probably" : says.call(this, type);
  };
  const Real = globalThis.RTCPeerConnection;
  if (!Real) return;
  globalThis.connections = [];
  globalThis.RTCPeerConnection = class extends Real {
    constructor(options) {
      super(relayOnly ? { ...options, iceTransportPolicy: "relay" } : options);
      globalThis.connections.push(this);
    }
  };
}

/** Runs in the page: what is shown now. */
async function look() {
  const video = document.querySelector(".live-part video");
  const kinds = [];
  let heard = 0;
  for (const connection of globalThis.connections ?? []) {
    const stats = [...(await connection.getStats()).values()];
    const pair = stats.find((one) => one.type === "candidate-pair" && one.nominated && one.bytesReceived > 0);
    if (pair) kinds.push(stats.find((one) => one.id === pair.localCandidateId)?.candidateType);
    heard += stats.find((one) => one.type === "inbound-rtp" && one.kind === "audio")?.bytesReceived ?? 0;
  }
  return {
    source: video.srcObject ? "webrtc" : video.src.startsWith("blob:") ? "websocket" : video.src.includes(".m3u8") ? "hls" : "pictures",
    width: video.videoWidth,
    frames: video.getVideoPlaybackQuality().totalVideoFrames,
    note: document.querySelector(".live-why")?.textContent || null,
    kinds,
    heard,
    voices: [...document.querySelectorAll(".voice-tools button")].map((button) => button.getAttribute("aria-label") ?? button.textContent),
  };
}

const browser = await chromium.launch({
  executablePath: process.env.PORCHLIGHT_CHROMIUM ?? "/usr/bin/chromium",
  args: [...(process.getuid() === 0 ? ["--no-sandbox"] : []), "--allow-loopback-in-peer-connection"],
});
try {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, baseURL: hub });
  const signed = await context.request.post("/api/v1/session", { headers: { Origin: hub }, data: { name, password } });
  if (!signed.ok()) throw new Error(`not signed in: ${signed.status()}`);
  await context.addInitScript(prepare, { lacks: values.lacks.split(",").filter(Boolean), relayOnly: values["relay-only"], claimsH265: values["claims-h265"] });
  const page = await context.newPage();
  await page.goto(`/cameras/${camera}`);
  await page.waitForFunction(
    (text) => {
      const shown = document.querySelector('.live-part .live[data-looks="live"] video[data-shown="true"], .live-part .live[data-looks="live"] img');
      return shown && (document.querySelector(".live-why")?.textContent ?? "").includes(text);
    },
    values.note,
    { timeout: 90_000 },
  );
  const before = await page.evaluate(look);
  // A machine that is busy translates a picture now and then only, and Chromium counts a connection's bytes a moment later.
  const patience = Date.now() + 20_000;
  let after = before;
  const isKnown = () => (after.source === "pictures" ? after.heard > 0 : after.frames > before.frames && (after.source !== "webrtc" || after.kinds.length > 0));
  while (!isKnown() && Date.now() < patience) after = await page.evaluate(look);
  if (values.listen) {
    await page.getByRole("button", { name: "Listen" }).click();
    const isHeard = () => {
      const audio = globalThis.sounds.at(-1);
      globalThis.from ??= audio?.paused === false ? audio.currentTime : undefined;
      return audio?.webkitAudioDecodedByteCount > 0 && audio.currentTime > globalThis.from + 1;
    };
    await page.waitForFunction(isHeard, null, { timeout: 30_000 });
  }
  console.log(JSON.stringify({ ...after, moves: after.frames > before.frames }));
} finally {
  await browser.close();
}
