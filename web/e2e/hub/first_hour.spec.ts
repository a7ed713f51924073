// SPDX-License-Identifier: Apache-2.0
// The app on the real hub, as a newcomer meets it: from the printed link to a clip played back.
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { differenceOf, expectAccessible, fingerprint, listenForComplaints } from "../page_checks";
import { Hub, isBuilt, program } from "./hub_process";

test.skip(!isBuilt, `the hub is not built (${program})`);
test.describe.configure({ mode: "serial" });

let hub: Hub;
let context: BrowserContext;
let page: Page;
let complaints: string[];

test.beforeAll(async ({ browser }) => {
  hub = await Hub.start();
  context = await browser.newContext({ viewport: { width: 1280, height: 860 }, baseURL: hub.url, locale: "en-GB" });
  page = await context.newPage();
  complaints = listenForComplaints(page);
});

test.afterAll(async () => {
  await context?.close();
  await hub?.remove();
});

test("without the link the hub asks for it, with the link it makes the owner", async () => {
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Open the setup link" })).toBeVisible();
  await page.goto(hub.setupPath());
  await page.getByLabel("Your name").fill("Ada");
  await page.getByLabel("Password", { exact: true }).fill("lamp oil and glass");
  await page.getByRole("button", { name: "Create owner" }).click();
  await expect(page.getByRole("heading", { name: "The light is on, Ada." })).toBeVisible();
});

test("the demo cameras' live pictures move, all over one connection", async () => {
  const asked: string[] = [];
  page.on("request", (request) => void (request.url().includes("/whep/") && asked.push(new URL(request.url()).pathname)));
  await page.goto("/");
  await expect(page.locator(".tile")).toHaveCount(2);
  const live = page.locator('.tile .live[data-looks="live"]');
  await expect(live).toHaveCount(2, { timeout: 20_000 });
  const before = await fingerprint(page, ".live-video >> nth=0");
  await expect.poll(async () => differenceOf(before, await fingerprint(page, ".live-video >> nth=0"))).toBeGreaterThan(0.05);
  // A tile that comes late makes a new one, for all.
  expect(new Set(asked.filter((path) => !path.startsWith("/whep/v1/watching/")))).toEqual(new Set(["/whep/v1/wall"]));
  await expectAccessible(page);
});

test("the camera page plays over WebRTC, and tells the hub when it is left", async () => {
  const left = page.waitForRequest((request) => request.method() === "DELETE" && request.url().includes("/whep/v1/watching/"));
  await page.locator(".tile-name a").first().click();
  await page.locator('.live[data-looks="live"]').waitFor();
  await left; // the wall's pictures
  const frames = (): Promise<number> =>
    page.locator(".live-video").evaluate((video: HTMLVideoElement) => (video.srcObject ? video.getVideoPlaybackQuality().totalVideoFrames : 0));
  await expect.poll(frames).toBeGreaterThan(10);
  await expect(page.getByText("A moment behind")).toHaveCount(0);
  await expect(page.getByText("Last 24 hours")).toBeVisible();
});

test("without WebRTC the same page stays close to now and says why it is behind", async () => {
  const other = await context.newPage();
  await other.addInitScript(() => Reflect.deleteProperty(globalThis, "RTCPeerConnection"));
  await other.goto(page.url());
  await other.locator('.live[data-looks="live"]').waitFor();
  const behind = (): Promise<number> =>
    other.locator(".live-video").evaluate((video: HTMLVideoElement) => (video.buffered.length > 0 ? video.buffered.end(video.buffered.length - 1) - video.currentTime : 99));
  await expect.poll(behind).toBeLessThan(1.5);
  await expect(other.getByText("A moment behind: this browser has no WebRTC, or it is switched off in it.")).toBeVisible();
  await other.close();
});

test("motion becomes a clip within a minute and the clip plays", async () => {
  test.setTimeout(120_000);
  await page.goto("/clips");
  await expect(page.locator(".clip-card").first()).toBeVisible({ timeout: 90_000 });
  await expect(page.locator(".clip-card .clip-length").filter({ hasNotText: "Recording" }).first()).toBeVisible({ timeout: 90_000 });
  await page.locator(".clip-card").filter({ has: page.locator(".clip-length", { hasNotText: "Recording" }) }).first().click();
  const video = page.locator(".player-video");
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime), { timeout: 20_000 }).toBeGreaterThan(0.5);
  expect(await video.evaluate((element: HTMLVideoElement) => element.videoWidth)).toBeGreaterThan(0);
});

test("a clip can be kept, and is found among the kept ones", async () => {
  await page.getByRole("button", { name: "Keep", exact: true }).click();
  await expect(page.getByRole("button", { name: "Kept" })).toBeVisible();
  await page.goto("/clips?pinned=true");
  await expect(page.locator(".clip-card")).toHaveCount(1);
});

test("the timeline shows the clip and its list leads to it", async () => {
  await page.goto("/timeline");
  await expect(page.locator(".bar-clip").first()).toBeVisible();
  await page.locator('a.entry[href^="/clips/"]').first().click();
  await expect(page).toHaveURL(/\/clips\//);
});

test("a zone drawn by keyboard is stored by the hub", async () => {
  await page.goto("/");
  await page.locator(".tile-name a").first().click();
  await page.getByRole("link", { name: "Zones" }).click();
  await page.getByRole("button", { name: "Watch an area" }).click();
  await page.locator(".zone-point").first().press("ArrowLeft");
  await page.locator(".zone-point").first().press("Enter");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await page.reload();
  await expect(page.locator(".zone-point")).toHaveCount(5);
});

test("an address that does not answer gets one sentence and a next step", async () => {
  await page.goto("/add");
  await page.getByLabel("Address of the camera").fill("rtsp://127.0.0.1:9/none");
  await page.getByRole("button", { name: "Try it" }).click();
  const alert = page.getByRole("alert");
  await expect(alert).toBeVisible({ timeout: 20_000 });
  expect((await alert.innerText()).length).toBeGreaterThan(40);
});

test("when the hub dies nothing looks live, and all comes back with it", async () => {
  test.setTimeout(180_000);
  await page.goto("/");
  await page.locator('.live[data-looks="live"]').first().waitFor();
  await hub.kill();
  await expect(page.getByText("No connection to the hub.")).toBeVisible();
  await expect(page.locator('.live[data-looks="live"]')).toHaveCount(0);
  await expect(page.getByText("Live", { exact: true })).toHaveCount(0);
  await hub.run();
  await expect(page.getByText("No connection to the hub.")).toBeHidden({ timeout: 40_000 });
  await expect(page.locator('.live[data-looks="live"]')).toHaveCount(2, { timeout: 90_000 });
});

test("the demo cameras go when asked to, and signing out shuts the door", async () => {
  await page.getByRole("button", { name: "Remove the demo cameras" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove the demo cameras" }).click();
  await expect(page.getByRole("heading", { name: "No cameras yet" })).toBeVisible();
  await page.goto("/settings");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  expect((await page.request.get("/api/v1/cameras")).status()).toBe(401);
});

test("no script error and nothing refused by the CSP in all of this", () => {
  expect(complaints.filter((complaint) => !/WebSocket connection|ERR_CONNECTION|ERR_EMPTY/.test(complaint))).toEqual([]);
});
