// SPDX-License-Identifier: Apache-2.0
// Our own cameras in the app: a real hub, and the real camera program as a virtual camera.
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { expectAccessible, listenForComplaints } from "../page_checks";
import { cameraIsBuilt, VirtualCamera } from "./camera_process";
import { Hub, isBuilt, program } from "./hub_process";

test.skip(!isBuilt || !cameraIsBuilt, `the hub and the camera program are not built (${program})`);
test.describe.configure({ mode: "serial" });

let hub: Hub;
let gate: VirtualCamera;
let attic: VirtualCamera;
let yard: VirtualCamera;
let context: BrowserContext;
let page: Page;
let complaints: string[];

test.beforeAll(async ({ browser }) => {
  hub = await Hub.start();
  gate = await VirtualCamera.start(hub.cameraPort, "blink-outdoor-4");
  context = await browser.newContext({ viewport: { width: 1280, height: 900 }, baseURL: hub.url, locale: "en-GB" });
  page = await context.newPage();
  complaints = listenForComplaints(page);
  await hub.makeOwner(page);
});

test.afterAll(async () => {
  await context?.close();
  await gate?.remove();
  await attic?.remove();
  await yard?.remove();
  await hub?.remove();
});

test("a camera that waits appears by itself, and a wrong code is said in a sentence with the tries that are left", async () => {
  await page.goto("/add");
  await page.getByRole("link", { name: "Porchlight camera" }).click();
  await expect(page.getByRole("radio", { name: /Blink Outdoor 4/ })).toBeChecked({ timeout: 20_000 });
  const right = (await gate.code()).replace(" ", "");
  await page.getByLabel("Code", { exact: true }).fill(right === "00000000" ? "11111111" : "00000000");
  await page.getByRole("button", { name: "Pair this camera" }).click();
  await expect(page.getByRole("alert")).toContainText("The camera takes 4 more tries.");
});

test("the code of the label, pasted with its space, pairs it and leads to its picture", async () => {
  await page.getByLabel("Code", { exact: true }).fill(` ${await gate.code()} `);
  await expect(page.getByLabel("Code", { exact: true })).toHaveValue(await gate.code());
  await expect(page.getByRole("alert")).toHaveCount(0);
  await page.getByLabel("Name", { exact: true }).fill("Gate");
  await page.getByRole("button", { name: "Pair this camera" }).click({ timeout: 20_000 });
  await expect(page.getByRole("heading", { name: "Gate", level: 1 })).toBeVisible({ timeout: 30_000 });
  await expect(page).toHaveURL(/\/cameras\//);
  await expect(page.getByRole("heading", { name: "About this camera" })).toBeVisible();
  await page.locator('.live[data-looks="live"]').waitFor({ timeout: 30_000 });
  await expectAccessible(page);
  await page.getByRole("link", { name: "Health and settings of the camera itself" }).click();
  await expect(page).toHaveURL(/\/devices\/PL-/);
  await expect(page.getByRole("heading", { name: "Online" })).toBeVisible({ timeout: 30_000 });
});

test("its page shows what it measures, in words", async () => {
  await expect(page.getByText("3.50 V").first()).toBeVisible();
  await expect(page.getByText("Good (−58 dBm)").first()).toBeVisible();
  await expect(page.getByText("Wi-Fi, 2.4 GHz, channel 6")).toBeVisible();
  await expect(page.getByText("It got power")).toBeVisible();
  await expect(page.getByText(/^Not known yet: counted for /)).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "Radio" })).toContainText("%");
  await expectAccessible(page);
});

test("asked to blink, it blinks", async () => {
  await page.getByRole("button", { name: "Blink" }).click();
  await expect(page.getByText("It blinks quick white now.")).toBeVisible();
  await expect.poll(() => gate.shows()).toBe("white blink 0.3s");
});

test("asked for a picture, its picture is shown", async () => {
  const picture = page.locator(".device-picture img");
  // A camera that has just been paired says that it has no picture yet.
  await expect(async () => {
    await page.getByRole("button", { name: "Take a picture" }).click();
    await expect(picture).toBeVisible({ timeout: 3000 });
  }).toPass({ timeout: 40_000 });
  expect(await picture.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth))).toBeGreaterThan(100);
});

test("a setting is taken over by the camera", async () => {
  test.setTimeout(120_000);
  await page.getByRole("switch", { name: "Light while all is well" }).click();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("The camera has taken all of this over.")).toBeVisible({ timeout: 20_000 });
  await expect.poll(() => gate.shows(), { timeout: 90_000 }).toBe("off");
  await expect(page.getByText("Its light is off while all is well, as you chose.")).toBeVisible();
});

test("when it loses its Wi-Fi the page says so, and its old figures do not look like new ones", async () => {
  test.setTimeout(150_000);
  await gate.do("wifi off");
  await expect(page.getByRole("heading", { name: /^(Silent|Offline)$/ })).toBeVisible({ timeout: 120_000 });
  await expect(page.getByText(/what it said last, not how it is now/)).toBeVisible();
  await page.getByText("What does its light do now?").click();
  await expect(page.getByText("Five slow red flashes and a pause")).toBeVisible();
});

test("a setting that is changed meanwhile waits, and is taken over when the camera is back", async () => {
  test.setTimeout(150_000);
  await page.getByRole("switch", { name: "Night lamp" }).click();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Saved. Waiting until the camera is back.")).toBeVisible();
  await gate.do("wifi on");
  await expect(page.getByText("The camera has taken all of this over.")).toBeVisible({ timeout: 120_000 });
  await expect(page.getByRole("heading", { name: "Online" })).toBeVisible({ timeout: 60_000 });
});

test("on the wall a camera on cells is left asleep, and its own page wakes it", async () => {
  await page.goto("/");
  const tile = page.locator(".tile", { hasText: "Gate" });
  await expect(tile).toContainText("Asleep", { timeout: 60_000 });
  await tile.getByRole("link", { name: "Gate" }).click();
  await page.locator('.live[data-looks="live"]').waitFor({ timeout: 30_000 });
});

test("a second camera is paired by the text of its label", async () => {
  attic = await VirtualCamera.start(hub.cameraPort, "porchlight-camera");
  await page.goto("/add/porchlight");
  await page.getByRole("radio", { name: /Scan its label/ }).check();
  await page.getByLabel("Text of the label").fill("https://example.com");
  await expect(page.getByText("This is not the label of a Porchlight camera.")).toBeVisible();
  await page.getByLabel("Text of the label").fill(await attic.label());
  await expect(page.getByText("It waits for you: its light is slow blue.")).toBeVisible({ timeout: 20_000 });
  await page.getByLabel("Name", { exact: true }).fill("Attic");
  await page.getByRole("button", { name: "Pair this camera" }).click();
  await expect(page).toHaveURL(/\/cameras\/[^/]+\/walk\?new$/, { timeout: 30_000 });
  await page.getByRole("link", { name: "To the camera" }).click();
  await expect(page.getByRole("heading", { name: "Attic", level: 1 })).toBeVisible({ timeout: 30_000 });
});

test("Settings list both, and a new name is kept", async () => {
  await page.getByRole("link", { name: "Health and settings of the camera itself" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Under the roof");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Under the roof", level: 1 })).toBeVisible();
  await page.goto("/settings");
  await expect(page.locator(".device-row")).toHaveCount(2);
  await expect(page.locator(".device-row", { hasText: "Under the roof" })).toContainText("Online");
  await expect(page.locator(".device-row", { hasText: "Gate" })).toContainText("Online");
});

test("let go of, it is gone from the home and its light says why", async () => {
  await page.locator(".device-row", { hasText: "Gate" }).click();
  await page.getByRole("button", { name: "Let go of this camera" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Let go of this camera" }).click();
  await expect(page).toHaveURL(/\/settings/);
  await expect(page.locator(".device-row")).toHaveCount(1);
  await expect.poll(() => gate.shows(), { timeout: 60_000 }).toBe("red 3x 0.6s/0.6s pause 2.5s");
});

test("a camera that is shown the picture of the app needs no typing", async () => {
  yard = await VirtualCamera.start(hub.cameraPort, "blink-mini-2");
  await page.goto("/add/porchlight?way=lens");
  await page.getByLabel("Wi-Fi name").fill("Home");
  await page.getByLabel("Wi-Fi password", { exact: true }).fill("porchlight");
  await page.getByLabel("Name", { exact: true }).fill("Yard");
  const answer = page.waitForResponse((response) => response.url().endsWith("/pairing/invitations"));
  await page.getByRole("button", { name: "Make the picture" }).click();
  await expect(page.getByRole("img", { name: "QR code for the camera’s lens" })).toBeVisible();
  await expect(page.getByText(/Good for (10:00|9:\d\d) more/)).toBeVisible();
  await expectAccessible(page);
  // What the picture on the screen says; scanner.spec.ts reads it off the screen.
  const { text } = (await (await answer).json()) as { text: string };
  await yard.do(`show ${text}`);
  await page.getByRole("link", { name: "To the camera" }).click({ timeout: 40_000 });
  await expect(page.getByRole("heading", { name: "Yard", level: 1 })).toBeVisible();
  await yard.do("show");
  await page.locator('.live[data-looks="live"]').waitFor({ timeout: 30_000 });
});

test("no script error and nothing refused by the CSP in all of this", () => {
  expect(complaints).toEqual([]);
});
