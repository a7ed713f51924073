// SPDX-License-Identifier: Apache-2.0
// The doctor on the real hub: a camera beyond its reach, from its owner's words to a step, its effect and the report.
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { expectAccessible, listenForComplaints } from "../page_checks";
import { Hub, isBuilt, program } from "./hub_process";

test.skip(!isBuilt, `the hub is not built (${program})`);
test.describe.configure({ mode: "serial" });

const told = "my blink outdoor flashes red and says offline since we got a new router";

let hub: Hub;
let context: BrowserContext;
let page: Page;
let complaints: string[];

test.beforeAll(async ({ browser }) => {
  hub = await Hub.start();
  context = await browser.newContext({ viewport: { width: 390, height: 844 }, baseURL: hub.url, locale: "en-GB", acceptDownloads: true });
  page = await context.newPage();
  complaints = listenForComplaints(page);
  await hub.makeOwner(page);
});

test.afterAll(async () => {
  await context?.close();
  await hub?.remove();
});

const phase = (): Promise<string | null> => page.locator(".phase").getAttribute("data-phase");

test("from anywhere the doctor is one click away, and begins with the owner's words", async () => {
  await page.goto("/");
  await page.getByRole("link", { name: "Something is wrong" }).first().click();
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByRole("button", { name: /Your own words/ }).click();
  await page.getByLabel("In your own words").fill(told);
  await page.getByRole("button", { name: "Ask the doctor" }).click();
  await expect(page).toHaveURL(/\/doctor\/\w+$/);
  await expect(page.getByText(`“${told}”`)).toBeVisible();
  await expect(page.getByRole("heading", { name: "The hub is looking" })).toBeVisible();
});

test("the hub looks, and asks one thing", async () => {
  await expect.poll(phase, { timeout: 30_000 }).toBe("asking");
  await expect(page.locator(".answer").first()).toBeVisible();
  await expect(page.locator(".cause-name")).not.toBeEmpty();
  await expectAccessible(page);
});

test("it says why, and what it understood", async () => {
  await page.getByText("Why we think so").click();
  await expect(page.locator(".evidence")).toContainText("since we got a new router");
  await page.getByText(/^Did I get this right\?/).click();
  await expect(page.locator(".finding").filter({ hasText: "What does the light on the camera show?" })).toContainText("Blinking red.");
});

test("answers lead to a step with its price", async () => {
  for (let asked = 0; asked < 25 && (await phase()) === "asking"; asked++) {
    const question = await page.getByRole("heading", { level: 1 }).textContent();
    const yes = page.getByRole("button", { name: "Yes, web pages open." });
    await ((await yes.count()) > 0 ? yes : page.getByRole("button", { name: "I cannot tell" })).click();
    await expect(page.getByRole("heading", { level: 1 })).not.toHaveText(question ?? "");
  }
  expect(await phase()).toBe("doing");
  // Which step it is depends on what the hub's own probes find on this machine.
  await expect(page.getByRole("heading", { level: 1 })).not.toBeEmpty();
  await expect(page.locator(".price")).toContainText(/About \d+ minutes/);
  await expectAccessible(page);
});

test("a step that was done is watched, and its owner says what came of it", async () => {
  await page.getByRole("button", { name: "I have done it" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Does it work again?");
  await page.getByRole("button", { name: "Yes, it works again" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("It works again");
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("It works again");
});

test("what did not last is told too, and the doctor thinks again", async () => {
  await page.getByRole("button", { name: "It has stopped again" }).click();
  await expect.poll(phase, { timeout: 30_000 }).toMatch(/asking|doing/);
  await page.getByText("What was done so far").click();
  await expect(page.getByText("it helped only for a while")).toBeVisible();
});

test("the report can be read and kept", async () => {
  await page.getByRole("link", { name: "The report" }).click();
  await expect(page.locator(".report")).toContainText(`Its owner says: ${told}`);
  await expect(page.locator(".report")).toContainText("What was tried");
  await expectAccessible(page);
  const saving = page.waitForEvent("download");
  await page.getByRole("link", { name: "Save" }).click();
  expect((await saving).suggestedFilename()).toMatch(/^porchlight-report-\w+\.txt$/);
});

test("a walk can be left, and is listed", async () => {
  await page.getByRole("link", { name: "Back to the walk" }).click();
  await page.getByRole("button", { name: "Stop here" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Stop here" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You stopped here");
  await page.getByRole("link", { name: "Doctor", exact: true }).click();
  await expect(page.locator(".past-row")).toContainText(told);
  await expect(page.locator(".past-row")).toContainText("Over");
});

test("a picked light begins a walk too", async () => {
  await page.getByRole("radio", { name: "Blink Outdoor 4" }).check();
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByRole("button", { name: /Its light/ }).click();
  await page.getByLabel("Red: five flashes, then a pause").check();
  await page.getByRole("button", { name: "This is it" }).click();
  await page.getByText(/^Did I get this right\?/).click();
  await expect(page.locator(".finding").filter({ hasText: "picked: red 5x" }).first()).toBeVisible();
});

test("no script error and nothing refused by the CSP in all of this", () => {
  expect(complaints).toEqual([]);
});
