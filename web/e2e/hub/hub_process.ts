// SPDX-License-Identifier: Apache-2.0
// Starts the real hub on a free port with an empty state folder.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";

const web = new URL("../..", import.meta.url).pathname;
export const program = process.env.PORCHLIGHT_BIN ?? join(web, "../build/release/bin/porchlight");
export const isBuilt = existsSync(program);

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

export class Hub {
  private child: ChildProcess | undefined;
  private said = "";

  private constructor(
    readonly port: number,
    /** Where Porchlight cameras connect. */
    readonly cameraPort: number,
    private readonly state: string,
  ) {}

  static async start(): Promise<Hub> {
    const hub = new Hub(await freePort(), await freePort(), mkdtempSync(join(tmpdir(), "porchlight-e2e-")));
    writeFileSync(join(hub.state, "hub.toml"), `camera_port = ${hub.cameraPort}\nwebrtc_port = ${await freePort()}\n[probes]\nask_internet = false\n`);
    await hub.run();
    return hub;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Starts the program, again after `kill`, and waits until it answers. */
  async run(): Promise<void> {
    const child = spawn(program, ["hub", "--state", this.state, "--config", join(this.state, "hub.toml"), "--listen", `127.0.0.1:${this.port}`, "--web", join(web, "dist")]);
    this.child = child;
    this.said = "";
    const hear = (data: Buffer): void => {
      this.said += data.toString();
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    const deadline = Date.now() + 20_000;
    while (Date.now() < deadline) {
      const answer = await fetch(`${this.url}/api/v1/healthz`).catch(() => null);
      if (answer?.ok && this.said.includes("Porchlight is on.")) return;
      if (child.exitCode !== null || child.signalCode !== null) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`the hub did not start:\n${this.said}`);
  }

  /** The one-time link that the hub printed, on this hub's own address. */
  setupPath(): string {
    const token = /setup\?token=([\w-]+)/.exec(this.said)?.[1];
    if (!token) throw new Error(`no setup link in:\n${this.said}`);
    return `/setup?token=${token}`;
  }

  /** Opens the link and becomes its owner, Ada, as a person would. */
  async makeOwner(page: Page): Promise<void> {
    await page.goto(this.setupPath());
    await page.getByLabel("Your name").fill("Ada");
    await page.getByLabel("Password", { exact: true }).fill("lamp oil and glass");
    await page.getByRole("button", { name: "Create owner" }).click();
    await page.getByRole("heading", { name: "The light is on, Ada." }).waitFor();
  }

  async kill(signal: NodeJS.Signals = "SIGKILL"): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, "exit");
  }

  async remove(): Promise<void> {
    await this.kill("SIGTERM");
    rmSync(this.state, { recursive: true, force: true });
  }
}
