// SPDX-License-Identifier: Apache-2.0
// The timeline as a tool: pictures of moments, playing from them, a span to download.
import { expect, type Page, test } from "@playwright/test";
import { expectAccessible, listenForComplaints } from "../page_checks";
import { zoneAt } from "../zone";

test.beforeEach(async ({ context, baseURL }) => {
  await context.addCookies([{ name: "porchlight_session", value: "1", url: baseURL ?? "" }]);
});

async function openCamera(page: Page): Promise<void> {
  await page.goto("/cameras/cam000000path1");
  await page.locator(".track svg").waitFor();
  // The line under the picture moves what is below it.
  await page.getByText("Translated for this browser").waitFor();
}
const playedFor = (page: Page): Promise<number> => page.locator(".playback-video").evaluate((video: HTMLVideoElement) => (video.videoWidth > 0 ? video.currentTime : 0));

test("pointing at a clip shows the picture of that moment, a click plays from there", async ({ page }) => {
  const complaints = listenForComplaints(page);
  await openCamera(page);
  const bar = page.locator(".track .bar-clip rect").nth(3);
  await bar.scrollIntoViewIfNeeded();
  const asked = page.waitForRequest(/\/clips\/\w+\/thumbnail\?at=/);
  const box = await bar.boundingBox();
  if (!box) throw new Error("no bar");
  await page.mouse.move(box.x + box.width / 2, box.y + 8);
  await asked;
  await expect(page.locator(".readout .moment-picture")).toBeVisible();
  await page.mouse.down();
  await page.mouse.up();
  await expect.poll(() => playedFor(page)).toBeGreaterThan(0.2);
  // A link that the head of the page covers by half would be taken for a small one.
  await page.evaluate(() => document.querySelector('main a[href^="/doctor?camera="]')?.scrollIntoView({ block: "center" }));
  await expectAccessible(page);
  await page.getByRole("button", { name: "Close playback" }).click();
  await expect(page.locator(".playback")).toHaveCount(0);
  expect(complaints).toEqual([]);
});

test("the knob goes from clip to clip by keyboard, says where it is, and plays with Enter", async ({ page }) => {
  await openCamera(page);
  const knob = page.getByRole("slider", { name: /^Moment\./ });
  await knob.focus();
  await page.keyboard.press("PageUp");
  await expect(knob).toHaveAttribute("aria-valuetext", /^\d\d:\d\d:\d\d: (Motion|Ring) clip/);
  await expect(page.locator(".readout .moment-picture")).toBeVisible();
  await page.screenshot({ path: "screenshots/timeline-knob-desktop-light.png" });
  const before = await knob.getAttribute("aria-valuenow");
  await page.keyboard.press("PageUp");
  expect(Number(await knob.getAttribute("aria-valuenow"))).toBeLessThan(Number(before));
  await page.keyboard.press("Enter");
  await expect.poll(() => playedFor(page)).toBeGreaterThan(0.2);
  const where = page.locator(".playback-where strong");
  const first = await where.textContent();
  await page.getByRole("button", { name: "Clip after" }).click();
  await expect(where).not.toHaveText(first ?? "");
  await expect.poll(() => playedFor(page)).toBeGreaterThan(0.2);
});

test.describe("late in the day", () => {
  test.use({ timezoneId: zoneAt(22) });

  test("dragging the knob asks for one picture at a time and plays when it is let go", async ({ page }) => {
    await openCamera(page);
    await page.getByRole("slider", { name: /^Moment\./ }).focus();
    await page.keyboard.press("PageUp");
    const knob = page.locator(".knob");
    const box = await knob.boundingBox();
    if (!box) throw new Error("no knob");
    let open = 0;
    let most = 0;
    await page.route(/thumbnail\?at=/, async (route) => {
      most = Math.max(most, (open += 1));
      await route.continue();
      open -= 1;
    });
    await page.mouse.move(box.x + 22, box.y + 22);
    await page.mouse.down();
    await page.mouse.move(box.x - 200, box.y + 22, { steps: 40 });
    await page.mouse.move(box.x + 22, box.y + 22, { steps: 40 });
    await page.mouse.up();
    expect(most).toBeLessThanOrEqual(1);
    await expect(page.locator(".playback")).toBeVisible();
  });

  test("a span is chosen with two handles and downloaded", async ({ page }) => {
    await openCamera(page);
    await page.getByRole("button", { name: "Download a span" }).click();
    const from = page.getByRole("slider", { name: "Beginning of the span" });
    const to = page.getByRole("slider", { name: "End of the span" });
    const start = Number(await from.getAttribute("aria-valuenow"));
    await from.focus();
    await page.keyboard.press("Shift+ArrowRight");
    await expect(from).toHaveAttribute("aria-valuenow", String(start + 10));
    const end = Number(await to.getAttribute("aria-valuenow"));
    const box = await to.boundingBox();
    if (!box) throw new Error("no handle");
    await page.mouse.move(box.x + 22, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + 62, box.y + 20, { steps: 4 });
    await page.mouse.up();
    expect(Number(await to.getAttribute("aria-valuenow"))).toBeGreaterThan(end);
    const link = page.locator(".span-bar").getByRole("link", { name: "Download" });
    const address = new URL((await link.getAttribute("href")) ?? "", page.url());
    expect(address.pathname).toBe("/api/v1/cameras/cam000000path1/video");
    expect(Date.parse(address.searchParams.get("from") ?? "") / 1000).toBe(start + 10);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Cancel" }).click();
    await expect(from).toBeHidden();
  });
});

test("health is marked on the line and told in the list", async ({ page }) => {
  await page.goto("/timeline");
  await page.getByRole("button", { name: "Week" }).click();
  await expect(page.locator(".mark").first()).toBeVisible();
  await page.getByRole("button", { name: "Day", exact: true }).click();
  const walk = page.getByRole("link", { name: /The doctor looked: The camera has no power/ });
  await walk.click();
  await expect(page).toHaveURL(/\/doctor\/doc0000asking/);
});
