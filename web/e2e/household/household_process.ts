// SPDX-License-Identifier: Apache-2.0
// Starts a virtual household in real time on free ports.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const web = new URL("../..", import.meta.url).pathname;
const program = process.env.PORCHLIGHT_BIN ?? join(web, "../build/release/bin/porchlight");
export const isBuilt = existsSync(program);

const plan = `
about = "A camera of our own by the door, one with cells in the garden, and a hub."
[[device]]
name = "Porch"
model = "porchlight-camera"
at = [3, -1]
adapter = { milliamps = 2000 }
[[device]]
name = "Garden"
model = "blink-outdoor-4"
at = [2, 9]
[[device]]
name = "Hub"
model = "blink-sync-module-2"
at = [6, 3]
`;

export class Household {
  private said = "";

  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
  ) {}

  /** @param hubPort Where its own cameras look for a real hub; 9: nowhere. */
  static async start({ like = plan, hubPort = 9, speed = 1 }: { like?: string; hubPort?: number; speed?: number } = {}): Promise<Household> {
    const folder = mkdtempSync(join(tmpdir(), "porchlight-household-"));
    const file = join(folder, "household.toml");
    writeFileSync(file, like);
    const child = spawn(program, ["sim", file, "--live", "--speed", String(speed), "--panel", "127.0.0.1:0", "--cameras", "0", "--hub", `127.0.0.1:${hubPort}`, "--web", join(web, "dist")]);
    const household = new Household(child, folder);
    const hear = (data: Buffer): void => {
      household.said += data.toString();
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    const deadline = Date.now() + 20_000;
    while (Date.now() < deadline && child.exitCode === null) {
      if (household.said.includes("Ctrl+C")) return household;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`the household did not start:\n${household.said}`);
  }

  get url(): string {
    const url = /The panel: (\S+)/.exec(this.said)?.[1];
    if (!url) throw new Error(`no address in:\n${this.said}`);
    return url;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null) {
      this.child.kill("SIGINT");
      await once(this.child, "exit");
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}
