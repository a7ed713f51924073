// SPDX-License-Identifier: Apache-2.0
// Speaking through a camera: a browser's microphone, the real hub, and the camera program's loudspeaker. Chromium's own
// stand-in for a microphone beeps.
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { expectAccessible, listenForComplaints } from "../page_checks";
import { cameraIsBuilt, VirtualCamera } from "./camera_process";
import { Hub, isBuilt, program } from "./hub_process";

test.skip(!isBuilt || !cameraIsBuilt, `the hub and the camera program are not built (${program})`);
test.describe.configure({ mode: "serial" });
test.use({
  launchOptions: {
    executablePath: process.env.PORCHLIGHT_CHROMIUM ?? "/usr/bin/chromium",
    args: ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
  },
});

let hub: Hub;
let gate: VirtualCamera;
let context: BrowserContext;
let page: Page;
let complaints: string[];

test.beforeAll(async ({ browser }) => {
  hub = await Hub.start();
  gate = await VirtualCamera.start(hub.cameraPort, "porchlight-camera");
  context = await browser.newContext({ viewport: { width: 1280, height: 900 }, baseURL: hub.url, locale: "en-GB", permissions: ["microphone"] });
  page = await context.newPage();
  complaints = listenForComplaints(page);
  await hub.makeOwner(page);
  await page.goto("/add/porchlight");
  await page.getByLabel("Code", { exact: true }).fill(await gate.code());
  await page.getByLabel("Name", { exact: true }).fill("Gate");
  await page.getByRole("button", { name: "Pair this camera" }).click({ timeout: 20_000 });
  await page.getByRole("link", { name: "To the camera" }).click({ timeout: 30_000 });
  await page.getByRole("heading", { name: "Gate", level: 1 }).waitFor();
});

test.afterAll(async () => {
  await context?.close();
  await gate?.remove();
  await hub?.remove();
});

/** Seconds that its loudspeaker has played. */
const said = async (): Promise<number> => Number(/"said_s":\s*([\d.]+)/.exec(await gate.do("state"))?.[1] ?? Number.NaN);

test("what is said while the button is held comes out of the camera's loudspeaker", async () => {
  const talk = page.getByRole("button", { name: "Hold to talk" });
  await talk.waitFor({ timeout: 30_000 });
  expect(await said()).toBe(0);
  await talk.hover();
  await page.mouse.down();
  await expect(page.getByRole("button", { name: "Speak. Let go to end" })).toBeVisible();
  await expect.poll(said, { timeout: 15_000 }).toBeGreaterThan(0.3);
  await page.mouse.up();
  await expect(talk).toBeVisible();
  await expectAccessible(page);
});

test("a tap begins and ends it, too, also by keyboard; meanwhile nobody else is heard", async () => {
  const talk = page.getByRole("button", { name: "Hold to talk" });
  await talk.press("Enter");
  await expect(page.getByRole("button", { name: "Speak. Tap to end" })).toBeVisible();
  const other = await context.newPage();
  await other.goto(page.url());
  await other.getByRole("button", { name: "Hold to talk" }).press("Enter");
  await expect(other.getByText("Somebody else is speaking.")).toBeVisible();
  await expect(other.getByRole("button", { name: "Hold to talk" })).toBeVisible();
  await other.close();
  await page.getByRole("button", { name: "Speak. Tap to end" }).press("Enter");
  await expect(talk).toBeVisible();
});

test("when the camera goes while somebody speaks, the button goes and the page says why", async () => {
  const talk = page.getByRole("button", { name: "Hold to talk" });
  await talk.press("Enter");
  await expect(page.getByRole("button", { name: "Speak. Tap to end" })).toBeVisible();
  await gate.stop();
  await expect(page.getByRole("button", { name: "Speak. Tap to end" })).toBeHidden({ timeout: 20_000 });
  await expect(page.getByRole("heading", { name: "No picture" })).toBeVisible({ timeout: 20_000 });
});

test("no script error in all of this", () => {
  expect(complaints).toEqual([]);
});
