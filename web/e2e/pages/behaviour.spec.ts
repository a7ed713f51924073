// SPDX-License-Identifier: Apache-2.0
// What hands do: by pointer and by keyboard.
import { expect, test } from "@playwright/test";
import { differenceOf, fingerprint } from "../page_checks";

test.beforeEach(async ({ context, baseURL }) => {
  await context.addCookies([{ name: "porchlight_session", value: "1", url: baseURL ?? "" }]);
});

test("a wrong password is said at the field, the right one opens the wall", async ({ page, context }) => {
  await context.clearCookies();
  await page.goto("/");
  await page.getByLabel("Name").fill("Ada");
  await page.getByLabel("Password", { exact: true }).fill("wrong");
  await page.keyboard.press("Enter");
  await expect(page.getByText("The name or the password is not right.")).toBeVisible();
  await page.getByLabel("Password", { exact: true }).fill("lamp oil and glass");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Linden Street 7" })).toBeVisible();
});

test("the live picture moves and stays near now", async ({ page }) => {
  await page.goto("/cameras/cam000000path1");
  const video = ".live-video";
  await page.locator('.live[data-looks="live"]').waitFor();
  const before = await fingerprint(page, video);
  await expect.poll(async () => differenceOf(before, await fingerprint(page, video))).toBeGreaterThan(0.3);
  const behind = await page.locator(video).evaluate((element: HTMLVideoElement) => element.buffered.end(element.buffered.length - 1) - element.currentTime);
  expect(behind).toBeLessThan(2.5);
});

test("under the picture stands why it is less than it could be, and the hub is told", async ({ page }) => {
  const told = page.waitForRequest("**/cameras/cam000000path1/live/reports");
  await page.goto("/cameras/cam000000path1");
  await expect(page.getByText("Translated for this browser, which has no H.265: takes 38 % of a processor core of the hub.")).toBeVisible();
  expect((await told).postDataJSON()).toEqual({ way: "websocket", why: "h265" });
});

test("a relay is saved, and its password is not shown again", async ({ page }) => {
  await page.goto("/settings");
  const card = page.locator("form").filter({ hasText: "Watching from outside" });
  await card.getByLabel("Address of your relay").fill("turn:relay.example:3478 turns:relay.example:5349");
  await card.getByLabel("User").fill("sam");
  await card.getByLabel("Password", { exact: true }).fill("lamp oil");
  const saved = page.waitForRequest((request) => request.method() === "PUT");
  await card.getByRole("button", { name: "Save" }).click();
  expect((await saved).postDataJSON()).toEqual({ urls: ["turn:relay.example:3478", "turns:relay.example:5349"], user: "sam", secret: "lamp oil" });
  await expect(card.getByText("A password is kept.")).toBeVisible();
  await expect(card.getByLabel("Password", { exact: true })).toHaveValue("");
  await card.getByLabel("Address of your relay").fill("");
  const removed = page.waitForRequest((request) => request.method() === "PUT");
  await card.getByRole("button", { name: "Save" }).click();
  expect((await removed).postDataJSON()).toEqual({ urls: [], user: "", secret: "" });
});

test("a camera can be added with special characters in its password", async ({ page }) => {
  await page.goto("/add");
  await page.getByLabel("Make of the camera").selectOption("tapo");
  await page.getByLabel("Address of the camera").fill("192.168.1.42");
  await page.getByLabel("User").fill("ada");
  await page.getByLabel("Password", { exact: true }).fill("p@ss:w/rd#1");
  const asked = page.waitForRequest("**/cameras/test");
  await page.getByRole("button", { name: "Try it" }).click();
  expect((await asked).postDataJSON()).toEqual({
    url: "rtsp://ada:p%40ss%3Aw%2Frd%231@192.168.1.42/stream1",
    sub_url: "rtsp://ada:p%40ss%3Aw%2Frd%231@192.168.1.42/stream2",
  });
  await expect(page.getByText("Here is its picture.")).toBeVisible();
  await page.getByLabel("Address of the camera").fill("192.168.1.99");
  await expect(page.getByText("Here is its picture.")).toBeHidden();
  await page.getByRole("button", { name: "Try it" }).click();
  await expect(page.getByRole("alert")).toContainText("refused the user name or the password");
});

test("a zone's point follows the pointer and the change is saved", async ({ page }) => {
  await page.goto("/cameras/cam000000porch/zones");
  const point = page.locator(".zone-point").first();
  await page.locator(".zone-stage img").waitFor();
  const stage = await page.locator(".zone-stage").boundingBox();
  const box = await point.boundingBox();
  if (!stage || !box) throw new Error("the stage is not there");
  await page.mouse.move(box.x + 16, box.y + 16);
  await page.mouse.down();
  await page.mouse.move(stage.x + stage.width * 0.4, stage.y + stage.height * 0.5, { steps: 4 });
  await page.mouse.up();
  await expect(point).toHaveAccessibleName(/40 % from left, 50 % from top/);
  const saved = page.waitForRequest((request) => request.method() === "PATCH");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const { zones } = (await saved).postDataJSON() as { zones: Array<{ points: Array<[number, number]> }> };
  expect(zones[0]?.points[0]?.[0]).toBeCloseTo(0.4, 1);
  await expect(page.getByText("Not saved yet.")).toBeHidden();
});

test("the timeline zooms by keyboard and its list leads to a clip, which can be deleted and brought back", async ({ page }) => {
  await page.goto("/timeline");
  await page.getByRole("button", { name: "Week" }).click();
  const chart = page.getByRole("group", { name: /^Timeline\./ });
  const title = page.getByRole("heading", { level: 1 });
  const before = await title.textContent();
  await chart.focus();
  for (let index = 0; index < 3; index++) await page.keyboard.press("+");
  await expect(title).not.toHaveText(before ?? "");
  await page.getByRole("button", { name: "Week" }).click();
  await page.locator('a.entry[href^="/clips/"]').first().click();
  await expect(page).toHaveURL(/\/clips\//);
  const address = page.url();
  await page.getByRole("button", { name: "Delete" }).click();
  await expect(page).not.toHaveURL(address);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page).toHaveURL(address);
});

test("the theme that was chosen stays after a reload", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/settings");
  await page.getByRole("button", { name: "Dark" }).click();
  await page.reload();
  await page.getByRole("button", { name: "Dark" }).waitFor();
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe("dark");
});

test("it can be installed, and says so itself when its hub does not answer", async ({ page, context }) => {
  await page.goto("/");
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  const devtools = await context.newCDPSession(page);
  const { installabilityErrors } = await devtools.send("Page.getInstallabilityErrors");
  // A window of Playwright's is a private one, into which nothing is installed.
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito")).toEqual([]);
  await context.setOffline(true);
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("The hub does not answer");
  await context.setOffline(false);
  await page.getByRole("link", { name: "Try again" }).click();
  await expect(page.getByRole("link", { name: "Garden gate" }).first()).toBeVisible();
});
