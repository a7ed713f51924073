// SPDX-License-Identifier: Apache-2.0
// The panel of a virtual household: what is seen is what the devices do, and what is done to them is seen.
import { type BrowserContext, expect, type Locator, type Page, test } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll, listenForComplaints } from "../page_checks";
import { Household, isBuilt } from "./household_process";

test.skip(!isBuilt, "the program is not built");
test.describe.configure({ mode: "serial" });

let household: Household;
let context: BrowserContext;
let page: Page;
let complaints: string[];

const tile = (name: string): Locator => page.locator(".device-tile").filter({ has: page.locator("strong", { hasText: new RegExp(`^${name}$`) }) });
const light = (): Locator => page.locator(".light-line");
const choose = async (name: string): Promise<void> => {
  await tile(name).click();
  await expect(page.locator("#bench-name")).toHaveText(name);
};

test.beforeAll(async ({ browser }) => {
  household = await Household.start();
  context = await browser.newContext({ viewport: { width: 1280, height: 900 }, baseURL: household.url, locale: "en-GB" });
  page = await context.newPage();
  complaints = listenForComplaints(page);
  await page.goto("/");
});

test.afterAll(async () => {
  await context?.close();
  await household?.stop();
});

test("every device starts, and comes online", async () => {
  await expect(page.locator(".device-tile")).toHaveCount(3);
  for (const name of ["Porch", "Garden", "Hub"]) await expect(tile(name)).toContainText("is online", { timeout: 40_000 });
  await expect(page.locator(".story-lines")).toContainText("Porch is online");
});

test("a light blinks in its own time", async () => {
  await choose("Porch");
  await expect(light()).toContainText("green blink 0.1s/3.9s");
  const times = await page.evaluate(async () => {
    const lamp = document.querySelector(".bench .led");
    const changes: Array<[string, number]> = [];
    const watcher = new MutationObserver(() => changes.push([(lamp as SVGElement).dataset.lit ?? "", performance.now()]));
    if (lamp) watcher.observe(lamp, { attributes: true });
    await new Promise((resolve) => setTimeout(resolve, 9500));
    return changes;
  });
  const flashes = times.filter(([lit]) => lit === "true").map(([, at]) => at);
  expect(flashes.length).toBeGreaterThanOrEqual(2);
  expect(Math.abs((flashes[1] ?? 0) - (flashes[0] ?? 0) - 4000)).toBeLessThan(200);
});

test("a button that is held for twelve seconds arms, and erases when it is let go", async () => {
  test.setTimeout(60_000);
  await choose("Porch");
  const button = page.locator(".hold-button");
  await button.hover();
  await page.mouse.down();
  await expect(page.locator(".hold-says")).toContainText("too short");
  await expect(page.locator('.press-phase[data-phase="armed"]')).toHaveAttribute("data-now", "true", { timeout: 15_000 });
  await expect(page.locator(".light-line .pattern")).toHaveText("red", { timeout: 3000 });
  await page.mouse.up();
  await expect(page.locator(".bench .facts")).toContainText("nothing", { timeout: 20_000 });
  await expect(page.locator(".story-lines")).toContainText('lets go of the button of "Porch" after 1');
});

test("an erased camera of our own shows the code by which a hub takes it in", async () => {
  await choose("Porch");
  await expect(page.locator(".label-code")).toHaveText(/^\d{4} \d{4}$/);
  await expect(page.getByRole("img", { name: "QR code on the label of Porch" })).toBeVisible();
  await expect(page.locator(".bench")).toContainText("Waits for a hub at 127.0.0.1:9", { timeout: 20_000 });
  await choose("Garden");
  await expect(page.locator(".label-code")).toHaveCount(0);
});

test("the space bar holds the button, too", async () => {
  await choose("Garden");
  await page.locator(".hold-button").focus();
  await page.keyboard.down("Space");
  await expect(page.locator('.pin-hole[data-down="true"]')).toHaveCount(1);
  await page.keyboard.up("Space");
  await expect(page.locator('.pin-hole[data-down="true"]')).toHaveCount(0);
});

test("cells that are taken out leave a dark camera, and one without them refuses them", async () => {
  await choose("Garden");
  await page.getByRole("button", { name: "Take the cells out" }).click();
  await expect(tile("Garden")).toContainText("has no power");
  await expect(tile("Garden")).toContainText("dark");
  await expect(page.locator(".bench .cell-empty")).toHaveCount(2);
  await page.getByRole("button", { name: "Put the cells back" }).click();
  await expect(tile("Garden")).toContainText("is online", { timeout: 40_000 });
});

test("another password puts the cameras out, and back in with the old one", async () => {
  const password = page.getByLabel("Password", { exact: true });
  await password.fill("another-one");
  await page.getByRole("button", { name: "Change" }).click();
  await expect(tile("Hub")).toContainText("joins the Wi-Fi", { timeout: 20_000 });
  await password.fill("short");
  await page.getByRole("button", { name: "Change" }).click();
  await expect(page.locator(".toast-fault")).toContainText("password");
  await password.fill("lantern-street");
  await page.getByRole("button", { name: "Change" }).click();
  await expect(tile("Hub")).toContainText("is online", { timeout: 60_000 });
});

test("a device moves by arrow keys, and a sentence does what it says", async () => {
  await page.locator(".plan-device", { hasText: "Garden" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("button", { name: "Garden, at 2.5 9 metres" })).toBeVisible();
  await page.getByLabel("Make something happen").fill('the person unplugs "Hub"');
  await page.getByRole("button", { name: "Do it" }).click();
  await expect(tile("Hub")).toContainText("has no power");
  await page.getByLabel("Make something happen").fill("the person sings");
  await page.getByRole("button", { name: "Do it" }).click();
  await expect(page.locator(".toast-fault").last()).toContainText("the nearest known sentence is");
});

test("nothing was refused by the CSP on the way", () => {
  expect(complaints).toEqual([]);
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const [size, viewport] of Object.entries({ phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } })) {
    test(`looks right: ${size}, ${colorScheme}`, async ({ browser }) => {
      const own = await browser.newContext({ viewport, colorScheme, baseURL: household.url, locale: "en-GB" });
      const view = await own.newPage();
      await view.goto("/");
      await view.locator(".device-tile", { hasText: "Garden" }).click();
      await view.locator(".story-lines li").first().waitFor();
      await expectNoSidewaysScroll(view);
      await expectAccessible(view);
      await view.screenshot({ path: `screenshots/household-${size}-${colorScheme}.png`, fullPage: true });
      await own.close();
    });
  }
}

test("with less motion wished for nothing blinks, and words say how it would", async ({ browser }) => {
  const own = await browser.newContext({ reducedMotion: "reduce", baseURL: household.url });
  const view = await own.newPage();
  await view.goto("/");
  await expect(view.locator(".light-line, .bench").first()).toBeVisible();
  const changes = await view.evaluate(async () => {
    let count = 0;
    const watcher = new MutationObserver((seen) => (count += seen.length));
    await new Promise((resolve) => setTimeout(resolve, 500));
    for (const lamp of document.querySelectorAll(".led")) watcher.observe(lamp, { attributes: true });
    await new Promise((resolve) => setTimeout(resolve, 2500));
    return count;
  });
  expect(changes).toBe(0);
  await own.close();
});
