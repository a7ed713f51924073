// SPDX-License-Identifier: Apache-2.0
// A real hub with the real app, and Debian's Chromium, for the benches of the live view.
//
// The program is $PORCHLIGHT_BIN, the app is web/dist.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const root = new URL("..", import.meta.url).pathname;
const { chromium } = createRequire(join(root, "web/package.json"))("@playwright/test");
export const program = process.env.PORCHLIGHT_BIN ?? join(root, "build/release/bin/porchlight");
const person = { name: "Bench", password: "a long enough password" };

process.on("SIGTERM", () => process.exit(1));

export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** A program that says where it is: waits for `sign` in what it prints, and gives that. */
export async function startProgram(command, options, sign) {
  const child = spawn(command, options);
  process.on("exit", () => child.kill("SIGKILL")); // whatever ends this bench
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (said += data));
  const deadline = Date.now() + 60_000;
  let found = null;
  while (!(found = sign.exec(said))) {
    if (Date.now() > deadline || child.exitCode !== null) throw new Error(`${command} did not start:\n${said}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    child,
    found,
    async stop() {
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}

/** With its demo cameras, and an owner. */
export async function startHub() {
  const state = mkdtempSync(join(tmpdir(), "porchlight-bench-"));
  const [port, udp] = [await freePort(), await freePort()];
  writeFileSync(join(state, "hub.toml"), `camera_port = 0\nwebrtc_port = ${udp}\n[probes]\nask_internet = false\n`);
  const hub = await startProgram(program, ["hub", "--state", state, "--config", join(state, "hub.toml"), "--listen", `127.0.0.1:${port}`, "--web", join(root, "web/dist")], /Porchlight is on\.[^]*setup\?token=([\w-]+)/);
  const url = `http://127.0.0.1:${port}`;
  const headers = { Origin: url, "Content-Type": "application/json" };
  const set = await fetch(`${url}/api/v1/setup`, { method: "POST", headers, body: JSON.stringify({ token: hub.found[1], ...person }) });
  if (!set.ok) throw new Error(await set.text());
  return {
    url,
    udp,
    pid: hub.child.pid,
    async stop() {
      await hub.stop();
      rmSync(state, { recursive: true, force: true });
    },
  };
}

export function startBrowser() {
  return chromium.launch({
    executablePath: process.env.PORCHLIGHT_CHROMIUM ?? "/usr/bin/chromium",
    args: process.getuid() === 0 ? ["--no-sandbox"] : [],
  });
}

/** A context whose pages are signed in. */
export async function signedIn(browser, hub, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, baseURL: hub.url, ...options });
  const answer = await context.request.post("/api/v1/session", { headers: { Origin: hub.url }, data: person });
  if (!answer.ok()) throw new Error(await answer.text());
  return context;
}

/** The hub's API in the owner's name. */
export async function ask(context, method, path, data) {
  const answer = await context.request.fetch(`/api/v1${path}`, { method, data, headers: { Origin: new URL((await context.request.fetch("/")).url()).origin } });
  if (!answer.ok()) throw new Error(`${method} ${path}: ${await answer.text()}`);
  return answer.status() === 204 ? null : answer.json();
}

/** The value below which `share` of them are. @param sorted Ascending. */
export const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
