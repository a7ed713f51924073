// SPDX-License-Identifier: Apache-2.0
// The app on the real hub from far away, each answer 300 ms late, and with a hub that restarts under it.
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { listenForComplaints } from "../page_checks";
import { Hub, isBuilt, program } from "./hub_process";

test.skip(!isBuilt, `the hub is not built (${program})`);
test.describe.configure({ mode: "serial" });

const latencyMs = 300;

let hub: Hub;
let context: BrowserContext;
let page: Page;
let complaints: string[];

test.beforeAll(async ({ browser }) => {
  hub = await Hub.start();
  context = await browser.newContext({ viewport: { width: 390, height: 844 }, baseURL: hub.url, locale: "en-GB" });
  page = await context.newPage();
  complaints = listenForComplaints(page);
  const network = await context.newCDPSession(page);
  await network.send("Network.enable");
  await network.send("Network.emulateNetworkConditions", { offline: false, latency: latencyMs, downloadThroughput: 1_000_000, uploadThroughput: 500_000 });
  await hub.makeOwner(page);
});

test.afterAll(async () => {
  await context?.close();
  await hub?.remove();
});

test("the pictures are there, and every page comes whole", async () => {
  await page.goto("/");
  await expect(page.locator('.tile .live[data-looks="live"]')).toHaveCount(2, { timeout: 30_000 });
  for (const tab of ["Timeline", "Clips", "Settings", "Cameras"]) {
    await page.getByRole("navigation").getByRole("link", { name: tab, exact: true }).click();
    await expect(page.locator("main h1")).not.toBeEmpty();
    await expect(page.locator("main .loading")).toHaveCount(0);
  }
});

test("what is pressed shows at once, before the hub has answered", async () => {
  await page.goto("/");
  const night = page.getByRole("button", { name: "Night" });
  await night.waitFor();
  const answered = page.waitForResponse((response) => response.request().method() !== "GET" && response.url().includes("/home"));
  await night.click();
  await expect(night).toHaveAttribute("aria-pressed", "true", { timeout: latencyMs - 50 });
  expect((await answered).ok()).toBe(true);
  await page.reload();
  await expect(page.getByRole("button", { name: "Night" })).toHaveAttribute("aria-pressed", "true");
});

test("a walk with the doctor goes on after the hub has restarted under it", async () => {
  await page.getByRole("link", { name: "Something is wrong" }).first().click();
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByRole("button", { name: /Your own words/ }).click();
  await page.getByLabel("In your own words").fill("my blink outdoor flashes red and says offline since we got a new router");
  await page.getByRole("button", { name: "Ask the doctor" }).click();
  const question = page.locator('.phase[data-phase="asking"]');
  await question.waitFor({ timeout: 30_000 });
  await hub.kill();
  await expect(page.getByText("No connection to the hub.")).toBeVisible({ timeout: 15_000 });
  await hub.run();
  await expect(page.getByText("No connection to the hub.")).toHaveCount(0, { timeout: 30_000 });
  await question.waitFor({ timeout: 30_000 });
  const asked = await page.getByRole("heading", { level: 1 }).textContent();
  await page.getByRole("button", { name: "I cannot tell" }).click();
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText(asked ?? "", { timeout: 20_000 });
});

test("what is being typed when the hub restarts stays, and can be saved after it", async () => {
  await page.goto("/settings");
  const name = page.getByLabel("Name of the home");
  await name.fill("Lantern House");
  await hub.kill("SIGTERM");
  await expect(page.getByText("No connection to the hub.")).toBeVisible({ timeout: 15_000 });
  const save = page.locator("form").filter({ has: name }).getByRole("button", { name: "Save" });
  await save.click();
  await expect(page.getByText("The hub does not answer.").first()).toBeVisible({ timeout: 15_000 });
  await hub.run();
  await expect(page.getByText("No connection to the hub.")).toHaveCount(0, { timeout: 30_000 });
  await expect(name).toHaveValue("Lantern House");
  await save.click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Lantern House" })).toBeVisible();
});

test("no script error in all of this", () => {
  // The browser itself notes each try to reach a hub that is down.
  expect(complaints.filter((complaint) => !complaint.includes("ERR_CONNECTION_REFUSED"))).toEqual([]);
});
