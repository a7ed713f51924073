// SPDX-License-Identifier: Apache-2.0
// A walk test, a count and a recording by hand on the real hub, before a drawn camera that people pass all the time.
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { expectAccessible, listenForComplaints } from "../page_checks";
import { Hub, isBuilt, program } from "./hub_process";

test.skip(!isBuilt, `the hub is not built (${program})`);
test.describe.configure({ mode: "serial" });
test.setTimeout(240_000);

let hub: Hub;
let context: BrowserContext;
let page: Page;
let complaints: string[];
let camera: string;

interface Shown {
  id: string;
  by_hand_until: string | null;
}

test.beforeAll(async ({ browser }) => {
  hub = await Hub.start();
  context = await browser.newContext({ viewport: { width: 1280, height: 860 }, baseURL: hub.url, locale: "en-GB" });
  page = await context.newPage();
  complaints = listenForComplaints(page);
  await hub.makeOwner(page);
});

test.afterAll(async () => {
  await context?.close();
  await hub?.remove();
});

test("a camera that was added leads to its walk test", async () => {
  await page.goto("/add");
  await page.getByLabel("Address of the camera").fill("scene://porch?size=640x360&people=often");
  await page.getByRole("button", { name: "Try it" }).click();
  await expect(page.getByText("Here is its picture.")).toBeVisible({ timeout: 60_000 });
  await page.getByLabel("Name", { exact: true }).fill("Busy porch");
  await page.getByRole("button", { name: "Add camera", exact: true }).click();
  await expect(page).toHaveURL(/\/cameras\/[^/]+\/walk\?new$/);
  camera = /cameras\/([^/]+)/.exec(page.url())?.[1] ?? "";
});

test("it sees who walks by, draws it, and says when", async () => {
  await expect(page.locator(".walk-says")).toHaveText("I see you", { timeout: 120_000 });
  await expect(page.locator(".seen-list li").first()).toContainText(/\d\d:\d\d:\d\d\s*after \d+\.\d s/);
  await expect(page.locator(".sight-counts").first()).toBeVisible({ timeout: 60_000 });
  const box = await page.locator(".sight-counts").first().boundingBox();
  const picture = await page.locator(".walk-picture").boundingBox();
  if (!box || !picture) throw new Error("nothing is drawn");
  expect(box.x).toBeGreaterThanOrEqual(picture.x - 5);
  expect(box.x + box.width).toBeLessThanOrEqual(picture.x + picture.width + 5);
  await page.screenshot({ path: "screenshots/walk-hub.png", fullPage: true });
  await expectAccessible(page);
});

test("who walks outside of a zone that is only tried is told so, and nothing is saved", async () => {
  await page.getByRole("button", { name: "Draw zones" }).click();
  await page.getByRole("button", { name: "Watch an area" }).click();
  await page.getByText("Points as numbers").click();
  // A sliver of sky, where nobody walks.
  for (const [index, [x, y]] of [[0, 0], [3, 0], [3, 5], [0, 5]].entries()) {
    await page.getByRole("spinbutton", { name: "From left" }).nth(index).fill(String(x));
    await page.getByRole("spinbutton", { name: "From top" }).nth(index).fill(String(y));
  }
  await expect(page.locator(".walk-says")).toHaveText("Outside your zones", { timeout: 120_000 });
  await page.getByRole("button", { name: "Leave as it was" }).click();
  const answer = await page.request.get(`/api/v1/cameras/${camera}`);
  expect((await answer.json()) as unknown).toMatchObject({ settings: { zones: [] } });
});

test("a recording by hand becomes a clip", async () => {
  await page.goto(`/cameras/${camera}`);
  await page.getByRole("button", { name: "Record now" }).click();
  await expect(page.locator(".hands-recording")).toBeVisible();
  const shown = (await (await page.request.get(`/api/v1/cameras/${camera}`)).json()) as Shown;
  expect(shown.by_hand_until).not.toBeNull();
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await expect(page.getByRole("button", { name: "Record now" })).toBeVisible();
});

test("last week is counted over what was recorded since", async () => {
  const finished = async (): Promise<number> => {
    const answer = await page.request.get(`/api/v1/clips?camera=${camera}`);
    return ((await answer.json()) as { clips: Array<{ end: string | null }> }).clips.filter(({ end }) => end !== null).length;
  };
  await expect.poll(finished, { timeout: 150_000 }).toBeGreaterThan(0);
  await page.goto(`/cameras/${camera}/walk`);
  await page.getByRole("button", { name: "Count the last 7 days" }).click();
  await expect(page.getByText(/^With these settings: /)).toBeVisible({ timeout: 120_000 });
  await expect(page.getByText(/^Looked at /)).toBeVisible();
  await page.screenshot({ path: "screenshots/walk-counted-hub.png", fullPage: true });
  expect(complaints).toEqual([]);
});
