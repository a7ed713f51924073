// SPDX-License-Identifier: Apache-2.0
// Clips and the timeline on the real hub: pictures of moments, playing from them, deleting and bringing back, archives.
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import type { Clip } from "../../src/api/types";
import { listenForComplaints } from "../page_checks";
import { Hub, isBuilt, program } from "./hub_process";

test.skip(!isBuilt, `the hub is not built (${program})`);
test.describe.configure({ mode: "serial" });

let hub: Hub;
let context: BrowserContext;
let page: Page;
let complaints: string[];

async function finishedClips(): Promise<Clip[]> {
  const answer = await page.request.get("/api/v1/clips");
  return ((await answer.json()) as { clips: Clip[] }).clips.filter((clip) => clip.end);
}

test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  hub = await Hub.start();
  context = await browser.newContext({ viewport: { width: 1280, height: 860 }, baseURL: hub.url, locale: "en-GB" });
  page = await context.newPage();
  complaints = listenForComplaints(page);
  await hub.makeOwner(page);
  await expect.poll(async () => (await finishedClips()).length, { timeout: 120_000 }).toBeGreaterThan(1);
});

test.afterAll(async () => {
  await context?.close();
  await hub?.remove();
});

test("pointing at the timeline shows the hub's picture of that moment, and a click plays at once", async () => {
  const [clip] = await finishedClips();
  await page.goto(`/cameras/${clip?.camera_id}`);
  await page.locator(".track .bar-clip").first().waitFor();
  await page.getByRole("slider", { name: /^Moment\./ }).focus();
  const asked = page.waitForResponse(/\/thumbnail\?at=/);
  await page.keyboard.press("PageUp");
  expect((await asked).status()).toBe(200);
  await expect.poll(() => page.locator(".readout .moment-picture").evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);
  // From the key that lets go to the first frame of that moment.
  await page.evaluate(() => {
    let pressed = 0;
    addEventListener("keydown", () => (pressed = performance.now()), { once: true, capture: true });
    new MutationObserver((_, observer) => {
      const video = document.querySelector<HTMLVideoElement>(".playback-video");
      if (!video) return;
      observer.disconnect();
      video.requestVideoFrameCallback(() => (document.body.dataset.took = String(performance.now() - pressed)));
    }).observe(document.body, { childList: true, subtree: true });
  });
  await page.keyboard.press("Enter");
  await page.locator("body[data-took]").waitFor();
  const took = Number(await page.locator("body").getAttribute("data-took"));
  console.log(`from release to the first frame of a clip: ${took.toFixed(0)} ms`);
  // The aim is 300 ms on a quiet machine; this one may be busy with other tests.
  expect(took).toBeLessThan(3000);
});

test("a clip that is deleted can be brought back, and an archive of clips is downloaded whole", async () => {
  await page.goto("/clips");
  const finished = page.locator("[data-clip]").filter({ has: page.locator(".clip-length", { hasNotText: "Recording" }) });
  const id = await finished.first().getAttribute("data-clip");
  await finished.first().getByRole("link").focus();
  await page.keyboard.press("Delete");
  await expect(page.locator(`[data-clip="${id}"]`)).toHaveCount(0);
  await page.reload();
  await page.getByRole("button", { name: "Bring back" }).click();
  await expect(page.locator(`[data-clip="${id}"]`)).toBeVisible();
  await page.locator(`[data-clip="${id}"] a`).focus();
  await page.keyboard.press("Space");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Export ZIP" }).click()]);
  expect(download.suggestedFilename()).toBe("porchlight-1-clips.zip");
  const stream = await download.createReadStream();
  const bytes: Buffer[] = [];
  for await (const piece of stream) bytes.push(piece as Buffer);
  const archive = Buffer.concat(bytes);
  expect(archive.subarray(0, 4).toString("latin1")).toBe("PK\x03\x04");
  expect(archive.includes("ftyp")).toBe(true);
});

test("storage tells what each camera takes, and guesses nothing from the first minute", async () => {
  await page.goto("/clips");
  await expect(page.getByText("How far back it will reach shows after the first hours of recording.")).toBeVisible();
  await page.locator(".storage-report summary").click();
  await expect(page.locator(".share").first()).toContainText(/\d+ clips?/);
});

test("no script error and nothing refused by the CSP in all of this", () => {
  expect(complaints).toEqual([]);
});
