// SPDX-License-Identifier: Apache-2.0
// Starts the real camera program as a virtual camera, with an empty state folder.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { freePort, program } from "./hub_process";

const cameraProgram = join(dirname(program), "porchlight-camera");
export const cameraIsBuilt = existsSync(cameraProgram);

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export class VirtualCamera {
  private child: ChildProcess | undefined;
  private said = "";

  private constructor(
    private readonly hubPort: number,
    private readonly model: string,
    private readonly rtspPort: number,
    private readonly state: string,
  ) {}

  static async start(hubPort: number, model: string): Promise<VirtualCamera> {
    const camera = new VirtualCamera(hubPort, model, await freePort(), mkdtempSync(join(tmpdir(), "porchlight-cam-")));
    await camera.run();
    return camera;
  }

  /** Starts the program, again after `stop`, and waits until its console answers. */
  async run(): Promise<void> {
    const hub = `127.0.0.1:${this.hubPort}`;
    const child = spawn(cameraProgram, ["--virtual", "--hub", hub, "--model", this.model, "--state", this.state, "--rtsp", String(this.rtspPort)], { stdio: ["ignore", "pipe", "pipe"] });
    this.child = child;
    const hear = (data: Buffer): void => {
      this.said += data.toString();
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    const deadline = Date.now() + 20_000;
    while (Date.now() < deadline && child.exitCode === null) {
      if (await this.do("help").catch(() => null)) return;
      await pause(100);
    }
    throw new Error(`the camera did not start:\n${this.said}`);
  }

  /** A line for its console: "wifi off", "press 3s", "state". */
  async do(line: string): Promise<string> {
    const socket = connect(join(this.state, "control"));
    let answer = "";
    socket.on("data", (data) => {
      answer += data.toString();
      if (answer.endsWith("\n\n")) socket.end();
    });
    await once(socket, "connect");
    socket.write(`${line}\n`);
    await once(socket, "close");
    return answer.trim();
  }

  /** What the newest notice about pairing says. */
  private async printed(form: RegExp): Promise<string> {
    const deadline = Date.now() + 20_000;
    while (Date.now() < deadline) {
      const found = [...this.said.matchAll(form)].at(-1)?.[1];
      if (found) return found;
      await pause(100);
    }
    throw new Error(`no pairing code in:\n${this.said}`);
  }

  code(): Promise<string> {
    return this.printed(/pairing code (\d{4} \d{4})/g);
  }

  label(): Promise<string> {
    return this.printed(/QR code (PL1:C\/\S+)/g);
  }

  /** What its light shows since it last changed: the pattern's text form. */
  shows(): string {
    return [...this.said.matchAll(/^light {3}(.+?) {2,}/gm)].at(-1)?.[1] ?? "";
  }

  async stop(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGTERM");
    await once(child, "exit");
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.state, { recursive: true, force: true });
  }
}
