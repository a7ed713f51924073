// SPDX-License-Identifier: Apache-2.0
// Modes and their schedule in the app on the real hub.
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "../page_checks";
import { Hub, isBuilt, program } from "./hub_process";

test.skip(!isBuilt, `the hub is not built (${program})`);
test.describe.configure({ mode: "serial" });

let hub: Hub;
let context: BrowserContext;
let page: Page;

test.beforeAll(async ({ browser }) => {
  hub = await Hub.start();
  context = await browser.newContext({ viewport: { width: 1280, height: 860 }, baseURL: hub.url, locale: "en-GB", timezoneId: "Pacific/Auckland" });
  page = await context.newPage();
  await hub.makeOwner(page);
});

test.afterAll(async () => {
  await context?.close();
  await hub?.remove();
});

const mode = (name: string) => page.getByRole("group", { name: "Mode of the home" }).getByRole("button", { name });

test("a mode that is tapped disarms the cameras at once, and is still in use after the hub was killed", async () => {
  await page.goto("/");
  await expect(page.getByText("Both cameras are armed.")).toBeVisible();
  await mode("Home").click();
  await expect(page.getByText("No camera is armed.")).toBeVisible();
  await expect(page.locator(".tile .badge", { hasText: "Disarmed" })).toHaveCount(2);
  await hub.kill();
  await hub.run();
  await page.reload();
  await expect(mode("Home")).toHaveAttribute("aria-pressed", "true");
  await expect(page.locator(".tile .badge", { hasText: "Disarmed" })).toHaveCount(2);
});

test("a switch of the table arms one camera in the mode in use", async () => {
  await page.goto("/settings/house");
  await expect(page.getByText(/^Home: Ada chose it at/)).toBeVisible();
  const cell = page.getByRole("switch", { name: /is armed in Home$/ }).first();
  await cell.click();
  await expect(cell).toHaveAttribute("aria-checked", "true");
  await expect(page.getByText("1 of 2 cameras is armed.")).toBeVisible();
  await expectAccessible(page);
});

test("a usual week is laid out in the home's time, which is first that of the hub's machine", async () => {
  await page.getByRole("button", { name: "Begin with a usual week" }).click();
  await expect(page.getByRole("button", { name: /^Monday, Away from 08:00/ })).toBeVisible();
  await page.getByRole("button", { name: "Use Pacific/Auckland for the home" }).click();
  await expect(page.getByLabel("Time zone")).toHaveValue("Pacific/Auckland");
  await expect(page.getByText("This device goes by")).toBeHidden();
  await expect(mode("Home"), "new rules change nothing on the spot").toHaveAttribute("aria-pressed", "true");
  await expect(page.getByText(/Until .*, then (Away|Night)\./)).toBeVisible();
});

test("rules by the sun wait for a place, and then say when it sets", async () => {
  await page.getByRole("button", { name: "Add a rule" }).click();
  await expect(page.getByRole("button", { name: "Sunset" })).toBeDisabled();
  await page.keyboard.press("Escape");
  await page.getByLabel("Where is the home?").fill("wellington");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/Today the sun rises at 0\d:\d\d and sets at (1|2)\d:\d\d\./)).toBeVisible();
  await page.getByRole("button", { name: "Add a rule" }).click();
  await page.getByRole("button", { name: "Sunset" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Every day, at sunset")).toBeVisible();
});

test("the mode in use cannot be removed, and the hub's own sentence says why", async () => {
  const home = (await (await page.request.get("/api/v1/home")).json()) as { mode: { id: string } };
  const refused = await page.request.delete(`/api/v1/home/modes/${home.mode.id}`, { headers: { "Sec-Fetch-Site": "same-origin" } });
  expect(refused.status()).toBe(409);
  expect(((await refused.json()) as { error: { sentence: string } }).error.sentence).toBe("Home is in use now. Choose another mode, then remove it.");
});
