// SPDX-License-Identifier: Apache-2.0
// The walk test, the count of last week, and hands on the live picture.
import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { expectAccessible } from "../page_checks";

test.beforeEach(async ({ context, baseURL }) => {
  await context.addCookies([{ name: "porchlight_session", value: "1", url: baseURL ?? "" }]);
});

test("a walker reads from afar that they are seen, and when they were", async ({ page }) => {
  await page.goto("/cameras/cam000000path1/walk");
  const says = page.locator(".walk-says");
  await expect(says).toHaveText("I see you");
  await expect(page.locator(".sight-counts").first()).toBeVisible();
  await expect(page.locator(".seen-list li").first()).toContainText(/after 0\.[4-6] s/);
  expect(await says.evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize))).toBeGreaterThan(60);
  await expect(says).toHaveText("Outside your zones");
  await expect(page.locator(".sight-outside").first()).toBeVisible();
  await expect(says).toHaveText("Nothing moves");
  await expect(says).toHaveText("I see something");
  await expectAccessible(page);
});

test("settings are tried on the spot, and saved or left as they were", async ({ page }) => {
  const sent: Array<{ sensitivity: number; zones: unknown[] }> = [];
  page.on("websocket", (socket) => {
    if (socket.url().endsWith("/walk")) socket.on("framesent", ({ payload }) => sent.push(JSON.parse(String(payload))));
  });
  await page.goto("/cameras/cam000000porch/walk");
  await page.locator(".sight-counts").first().waitFor();
  const slider = page.getByRole("slider", { name: "Sensitivity" });
  await slider.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => sent.at(-1)?.sensitivity).toBe(7);
  await page.getByRole("button", { name: "Draw zones" }).click();
  await page.getByRole("button", { name: "Watch an area" }).click();
  await expect.poll(() => sent.at(-1)?.zones.length).toBe(3);
  await page.locator(".zone-point").first().focus();
  await page.keyboard.press("ArrowLeft");
  await page.getByRole("button", { name: "Leave as it was" }).click();
  await expect.poll(() => sent.at(-1)).toMatchObject({ sensitivity: 5, zones: [{}, {}] });
  await expect(page.getByText("Not saved yet.")).toBeHidden();
  await slider.focus();
  await page.keyboard.press("ArrowLeft");
  const saved = page.waitForRequest((request) => request.method() === "PATCH");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  expect((await saved).postDataJSON()).toMatchObject({ sensitivity: 4 });
  await expect(page.getByText("Not saved yet.")).toBeHidden();
});

test("last week is counted, looked at clip by clip, and the count can be stopped", async ({ page }) => {
  await page.goto("/cameras/cam000000porch/walk");
  await page.getByRole("button", { name: "Count the last 7 days" }).click();
  await expect(page.getByText(/^Counting: \d+ %$/)).toBeVisible();
  await page.getByRole("button", { name: "Stop counting" }).click();
  await expect(page.getByText(/^You stopped the count/)).toBeVisible();
  await page.getByRole("button", { name: "Count again with these settings" }).click();
  await expect(page.getByText(/^With these settings: /)).toBeVisible();
  await expect(page.getByText("Stop counting")).toBeHidden();
  await expect(page.getByText("48 min: the hub was off")).toBeVisible();
  await page.getByRole("button", { name: /^As before/ }).click();
  await page.locator(".replay-clip").first().click();
  await expect(page.getByRole("dialog").locator("video")).toBeVisible();
  await page.keyboard.press("Escape");
  await expectAccessible(page);
});

test("the live picture comes closer by key, button, wheel and two taps, and goes back", async ({ page }) => {
  await page.goto("/cameras/cam000000path1");
  await page.locator('.live[data-looks="live"]').waitFor();
  const frame = page.locator(".zoom-frame");
  const zoom = (): Promise<number> => frame.evaluate((element) => Number((element as HTMLElement).style.getPropertyValue("--zoom")));
  await frame.focus();
  await page.keyboard.press("+");
  await page.keyboard.press("+");
  expect(await zoom()).toBeCloseTo(2.25);
  const pan = (): Promise<string> => frame.evaluate((element) => (element as HTMLElement).style.getPropertyValue("--pan-x"));
  const before = await pan();
  await page.keyboard.press("ArrowRight");
  expect(await pan()).not.toBe(before);
  await page.keyboard.press("0");
  expect(await zoom()).toBe(1);
  await page.getByRole("button", { name: "Closer" }).click();
  expect(await zoom()).toBe(1.5);
  await page.getByRole("button", { name: "Show the whole picture (now 1.5×)" }).click();
  expect(await zoom()).toBe(1);
  const box = await frame.boundingBox();
  if (!box) throw new Error("there is no picture");
  await page.mouse.dblclick(box.x + box.width * 0.75, box.y + box.height * 0.4);
  expect(await zoom()).toBe(2.5);
  await page.mouse.wheel(0, -200);
  expect(await zoom()).toBeGreaterThan(2.5);
  await page.mouse.dblclick(box.x + box.width * 0.5, box.y + box.height * 0.4);
  expect(await zoom()).toBe(1);
  const scrolled = await page.evaluate(() => scrollY);
  await page.mouse.wheel(0, 200);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(scrolled);
  expect(await zoom()).toBe(1);
});

test("two fingers pinch the live picture", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ hasTouch: true, viewport: { width: 390, height: 844 }, ...(baseURL && { baseURL }) });
  await context.addCookies([{ name: "porchlight_session", value: "1", url: baseURL ?? "" }]);
  const page = await context.newPage();
  await page.goto("/cameras/cam000000path1");
  await page.locator('.live[data-looks="live"]').waitFor();
  const frame = page.locator(".zoom-frame");
  const box = await frame.boundingBox();
  if (!box) throw new Error("there is no picture");
  const hand = await context.newCDPSession(page);
  const at = (spread: number): Array<{ x: number; y: number; id: number }> =>
    [-1, 1].map((side, id) => ({ x: box.x + box.width / 2 + side * spread, y: box.y + box.height / 2, id }));
  await hand.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: at(30) });
  for (const spread of [45, 60, 75, 90]) await hand.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: at(spread) });
  await hand.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await expect.poll(() => frame.evaluate((element) => Number((element as HTMLElement).style.getPropertyValue("--zoom")))).toBeGreaterThan(2.4);
  await context.close();
});

test("a recording by hand says how long it goes on, and is stopped", async ({ page }) => {
  await page.goto("/cameras/cam000000path1");
  await page.locator('.live[data-looks="live"]').waitFor();
  const asked = page.waitForRequest((request) => request.url().endsWith("/record"));
  await page.getByRole("button", { name: "Record now" }).click();
  expect((await asked).postDataJSON()).toEqual({ seconds: 30 });
  await expect(page.getByText(/^(29|30) s left$/)).toBeVisible();
  const colour = await page.locator(".hands-recording").evaluate((element) => getComputedStyle(element).color);
  const [red, green] = (colour.match(/\d+/g) ?? []).map(Number);
  expect((green ?? 0) / (red ?? 1), "recording is never red").toBeGreaterThan(0.4);
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await expect(page.getByRole("button", { name: "Record now" })).toBeVisible();
});

test("where the browser can, the picture goes into a small window", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(document, "pictureInPictureEnabled", { value: true });
    HTMLVideoElement.prototype.requestPictureInPicture = function () {
      this.dispatchEvent(new Event("enterpictureinpicture"));
      return Promise.resolve({} as PictureInPictureWindow);
    };
    document.exitPictureInPicture = () => {
      document.querySelector("video")?.dispatchEvent(new Event("leavepictureinpicture"));
      return Promise.resolve();
    };
  });
  await page.goto("/cameras/cam000000path1");
  await page.locator('.live[data-looks="live"]').waitFor();
  await page.getByRole("button", { name: "In a small window" }).click();
  await page.getByRole("button", { name: "Back into the page" }).click();
  await expect(page.getByRole("button", { name: "In a small window" })).toBeVisible();
});

test("the picture is saved under the camera's name, and fills the screen", async ({ page }) => {
  await page.goto("/cameras/cam000000path1");
  await page.locator('.live[data-looks="live"]').waitFor();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save this picture" }).click()]);
  expect(download.suggestedFilename()).toMatch(/^Garden gate \d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d\.jpg$/);
  const bytes = readFileSync(await download.path());
  expect([...bytes.subarray(0, 3)], "a JPEG").toEqual([0xff, 0xd8, 0xff]);
  await page.getByRole("button", { name: "Full screen" }).click();
  await expect.poll(() => page.evaluate(() => document.fullscreenElement?.querySelector("video") !== undefined && document.fullscreenElement !== null)).toBe(true);
  await page.keyboard.press("Escape");
  await page.evaluate(() => document.fullscreenElement && document.exitFullscreen());
  await expect.poll(() => page.evaluate(() => document.fullscreenElement)).toBeNull();
});
