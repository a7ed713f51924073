// SPDX-License-Identifier: Apache-2.0
// A household to try, within the app of a real hub: begun, learnt from, spoilt, and ended.
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import type { House } from "../../src/household/types";
import { expectAccessible, listenForComplaints } from "../page_checks";
import { Hub, isBuilt, program } from "./hub_process";

test.skip(!isBuilt, `the hub is not built (${program})`);
test.describe.configure({ mode: "serial", timeout: 150_000 });

let hub: Hub;
let context: BrowserContext;
let page: Page;
let complaints: string[];

test.beforeAll(async ({ browser }) => {
  hub = await Hub.start();
  context = await browser.newContext({ viewport: { width: 1280, height: 900 }, baseURL: hub.url, locale: "en-GB" });
  page = await context.newPage();
  complaints = listenForComplaints(page);
  await hub.makeOwner(page);
});

test.afterAll(async () => {
  await context?.close();
  await hub?.remove();
});

const stage = () => page.locator(".lesson");

async function hold(seconds: number): Promise<void> {
  await page.locator(".hold-button").hover();
  await page.mouse.down();
  await expect(page.locator(".hold-time")).toHaveText(new RegExp(`^${seconds}\\.\\d s`), { timeout: seconds * 1000 + 10_000 });
  await page.mouse.up();
}

test("there are lessons and households to choose from, with drawings", async () => {
  await page.getByRole("link", { name: "Try it" }).click();
  await expect(page.getByRole("heading", { name: "Learn by doing" })).toBeVisible();
  expect(await page.locator(".try-card").count()).toBeGreaterThanOrEqual(13);
  await expect(page.locator(".try-card .body").first()).toBeVisible();
  await expectAccessible(page);
});

test("a restart is learnt: the household itself finds it done", async () => {
  await page.getByRole("button", { name: "Begin: Restart it without erasing it" }).click();
  await expect(stage()).toContainText("Your turn.", { timeout: 40_000 });
  await expectAccessible(page);
  await hold(4);
  await expect(stage()).toContainText("It has restarted and remembers everything.", { timeout: 40_000 });
});

test("held too long it is spoilt, says why, and can be begun again", async () => {
  await page.getByRole("button", { name: "Begin again" }).click();
  await expect(stage()).toContainText("Your turn.", { timeout: 40_000 });
  await hold(11);
  await expect(stage()).toContainText("steady red said so", { timeout: 40_000 });
  await page.getByRole("button", { name: "Begin again" }).click();
  await expect(stage()).toContainText("Your turn.", { timeout: 40_000 });
});

/** What is asked of the household in the page's own name. */
const ask = (path: string, body: object): Promise<void> =>
  page.evaluate(async ([to, json]) => {
    const answer = await fetch(`/api/v1${to}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: json });
    if (!answer.ok) throw new Error(await answer.text());
  }, [path, JSON.stringify(body)] as const);
const lessonIs = (wanted: string): Promise<void> =>
  expect.poll(async () => ((await (await page.request.get("/api/v1/try")).json()) as { lesson: string }).lesson, { timeout: 60_000 }).toBe(wanted);

const householdTime = async (): Promise<number> => ((await (await page.request.get("/api/v1/try/household/state")).json()) as House).now_us / 1e6;
/** Until so many seconds of the household's own have gone by. */
async function passes(seconds: number): Promise<void> {
  const until = (await householdTime()) + seconds;
  await expect.poll(householdTime, { timeout: 60_000 }).toBeGreaterThan(until);
}

/** What cures each, and what was tried in vain before. */
const cures: Record<string, string[]> = {
  "learn-new-router": ['the person unplugs "Kitchen" for 30 s', 'the person holds the button of "Kitchen" for 12 s', 'the person adds "Kitchen" in the app'],
  "learn-empty-cells": ['the person gives "Garden" lithium cells that are 0 % used'],
  "learn-second-hand": ['the person holds the button of "Bargain" for 12 s', 'the person adds "Bargain" in the app', 'the previous owner deletes "Bargain" in their app', 'the person adds "Bargain" in the app'],
};

for (const [lesson, deeds] of Object.entries(cures)) {
  test(`${lesson} is done by its cure, and not before`, async () => {
    await ask("/try", { example: lesson });
    await ask("/try/orders/house", { speed: 10 });
    await lessonIs("open");
    for (const sentence of deeds) {
      await lessonIs("open");
      await ask("/try/orders/deed", { sentence });
      // Half a minute and what comes of it; a hold is as long as in life, ten times as long for the household.
      await passes(sentence.includes("holds") ? 170 : 45);
    }
    await lessonIs("done");
  });
}

test("the household of the first lesson is begun once more", async () => {
  await ask("/try", { example: "learn-restart" });
  await page.reload();
  await expect(stage()).toContainText("Your turn.", { timeout: 40_000 });
});

test("nothing of it is a camera of the home", async () => {
  const { cameras } = (await (await page.request.get("/api/v1/cameras")).json()) as { cameras: Array<{ settings: { name: string } }> };
  expect(cameras.map(({ settings }) => settings.name)).not.toContain("Porch");
});

test("the doctor may be asked about a virtual camera", async () => {
  await page.getByRole("link", { name: "Ask the doctor about it" }).click();
  await expect(page.getByRole("heading", { name: "What do you see?" })).toBeVisible();
  await expect(page.locator(".eyebrow")).toContainText("Porchlight camera");
  await page.goBack();
  await expect(stage()).toBeVisible();
});

test("another browser sees the same household, and is told when it ends", async () => {
  const other = await context.newPage();
  await other.goto("/try");
  await expect(other.locator(".device-tile")).toContainText("Porch");
  await page.getByRole("button", { name: "End it" }).click();
  await expect(page.getByRole("heading", { name: "Learn by doing" })).toBeVisible();
  await expect(other.getByRole("heading", { name: "This household has ended" })).toBeVisible();
  await other.close();
});

test("no script error and nothing refused by the CSP in all of this", () => {
  expect(complaints).toEqual([]);
});
