// SPDX-License-Identifier: Apache-2.0
// Made-up households to try: what there is to choose. One that runs stands still, as it was when it was recorded.
import { readFileSync } from "node:fs";

/** @typedef {import("../../src/api/types").Try} Try */

/** @type {Try["examples"]} */
const examples = [
  { id: "learn-restart", title: "Restart it without erasing it.", models: ["porchlight-camera"], about: "One Porchlight camera that is well: the place to learn how long its button must be held for a restart, and when it would erase.", task: "Hold the reset button until its light says that it restarts, and let go before it would erase. It must come back by itself and still know its Wi-Fi." },
  { id: "learn-new-router", title: "Bring it back after the router was replaced.", models: ["blink-mini"], about: "A plug-in camera whose router is replaced after a minute: the new one has another name and password, and the camera still looks for the old ones.", task: "After a minute the router is a new one, with a new name and password. Make the camera forget the old Wi-Fi by its reset button, and then add it again in the owner's app." },
  { id: "own-cameras", title: "", models: ["porchlight-camera", "tapo-wired", "rtsp-camera", "blink-outdoor-4"], about: "A house with a Porchlight camera, a wired Tapo, an old network camera on a cable and a battery camera of another maker.", task: null },
  { id: "second-hand-camera", title: "", models: ["blink-sync-module-2", "blink-mini"], about: "A camera bought second-hand still knows another Wi-Fi and belongs to another account; a reset alone does not free it.", task: null },
];
const recorded = JSON.parse(readFileSync(new URL("try_state.json", import.meta.url), "utf8"));

/** @type {Try} */
let view = { examples, running: null, lesson: null, says: "" };
let orders = 0;

/** What a browser that listens is told at once. */
export const tryNews = () => [{ type: "story", lines: recorded.story }, { type: "state", ...recorded.state }];

/**
 * @param {string} method @param {string[]} path After /try. @param {any} body
 * @returns {{ status: number, body?: unknown }}
 */
export function askTry(method, [kind = "", what = ""], body) {
  if (kind === "household") return { status: 200, body: what === "models" ? recorded.models : recorded.deeds };
  if (kind === "orders") {
    // The second order finds the lesson done.
    view = { ...view, ...(view.lesson !== null && ++orders >= 2 && { lesson: "done", says: "It has restarted and remembers everything." }) };
    return { status: 200, body: { said: "" } };
  }
  if (method === "POST") {
    const example = examples.find(({ id }) => id === body.example);
    orders = 0;
    view = { examples, running: example?.id ?? null, lesson: example?.task ? "open" : null, says: "" };
  } else if (method === "DELETE") view = { examples, running: null, lesson: null, says: "" };
  return method === "DELETE" ? { status: 204 } : { status: 200, body: view };
}
