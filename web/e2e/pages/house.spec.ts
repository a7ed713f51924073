// SPDX-License-Identifier: Apache-2.0
// Modes and their schedule, by pointer and by keyboard.
import { expect, type Page, test } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "../page_checks";

test.describe.configure({ mode: "serial" });
test.use({ viewport: { width: 1280, height: 860 } });

test.beforeEach(async ({ context, baseURL }) => {
  await context.addCookies([{ name: "porchlight_session", value: "1", url: baseURL ?? "" }]);
});

const mode = (page: Page, name: string) => page.getByRole("group", { name: "Mode of the home" }).getByRole("button", { name });

test("a tap on the wall changes the mode, and tiles and line say what it means", async ({ page }) => {
  await page.goto("/");
  await expect(mode(page, "Away")).toHaveAttribute("aria-pressed", "true");
  await mode(page, "Home").click();
  await expect(mode(page, "Home")).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByText("No camera is armed.")).toBeVisible();
  await expect(page.getByText("Disarmed").first()).toBeVisible();
  await mode(page, "Guests").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("1 of 4 cameras is armed.")).toBeVisible();
});

test("what the hub refuses is said, and the mode in use shows again", async ({ page }) => {
  await page.route("**/api/v1/home/mode", (route) => route.fulfill({ status: 503, json: { error: { code: "unavailable", sentence: "The disk failed; try again." } } }));
  await page.goto("/");
  await mode(page, "Night").click();
  await expect(page.getByText("The disk failed; try again.")).toBeVisible();
  await expect(mode(page, "Guests")).toHaveAttribute("aria-pressed", "true");
  await expect(mode(page, "Night")).toHaveAttribute("aria-pressed", "false");
});

test("a band of the week leads to its rule, which can be changed by keyboard", async ({ page }) => {
  await page.goto("/settings/house");
  await page.getByRole("button", { name: /^Monday, Away from 08:05/ }).click();
  const dialog = page.getByRole("dialog", { name: "Change the rule" });
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Sat" }).focus();
  await page.keyboard.press("Space");
  await dialog.getByLabel("Time").fill("09:15");
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("button", { name: /^Saturday, Away from 09:15/ })).toBeVisible();
  await expect(page.getByText("Mon, Tue, Wed, Thu, Fri, Sat, at 09:15")).toBeVisible();
});

test("a rule by the sun says when that is today, and goes when it is removed", async ({ page }) => {
  await page.goto("/settings/house");
  await page.getByRole("button", { name: "Add a rule" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a rule" });
  await dialog.getByRole("button", { name: "Sunset" }).click();
  await dialog.getByLabel("Earlier or later").selectOption("before");
  await dialog.getByLabel("Minutes").fill("20");
  await expect(dialog.getByText("Today that is 15:48.")).toBeVisible();
  await dialog.getByRole("button", { name: "Save" }).click();
  const rule = page.getByRole("button", { name: /Every day, 20 minutes before sunset/ });
  await rule.click();
  await page.getByRole("button", { name: "Remove this rule" }).click();
  await expect(rule).toBeHidden();
});

test("a rule without a day is not saved, and says so", async ({ page }) => {
  await page.goto("/settings/house");
  await page.getByRole("button", { name: /Sat, at 19:00/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Sat" }).click();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByRole("alert")).toHaveText("Choose at least one day.");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
});

test("a paused schedule is said to be so", async ({ page }) => {
  await page.goto("/settings/house");
  await page.getByRole("switch", { name: "Follow the schedule" }).click();
  await expect(page.getByText("The schedule is paused.")).toBeVisible();
  await page.getByRole("switch", { name: "Follow the schedule" }).click();
  await expect(page.getByText("The schedule is paused.")).toBeHidden();
});

test("a switch of the table arms one camera in one mode", async ({ page }) => {
  await page.goto("/settings/house");
  const cell = page.getByRole("switch", { name: "Hall is armed in Night" });
  await expect(cell).toHaveAttribute("aria-checked", "false");
  await cell.focus();
  await page.keyboard.press("Space");
  await expect(cell).toHaveAttribute("aria-checked", "true");
  await page.reload();
  await expect(cell).toHaveAttribute("aria-checked", "true");
});

test("a mode is added, renamed and removed, but not while it is in use", async ({ page }) => {
  await page.goto("/settings/house");
  await page.getByRole("button", { name: "Add a mode" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Holiday");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Rename or remove Holiday" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Summer");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Rename or remove Guests" }).click();
  await expect(page.getByText("It is in use now.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Remove this mode" })).toBeDisabled();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Rename or remove Summer" }).click();
  await expect(page.getByText("The schedule does not use it.")).toBeVisible();
  await page.getByRole("button", { name: "Remove this mode" }).click();
  await expect(page.getByRole("button", { name: "Rename or remove Summer" })).toBeHidden();
});

test("a place is a city or coordinates, and what is neither is answered with what to type", async ({ page }) => {
  await page.goto("/settings/house");
  const place = page.getByLabel("Where is the home?");
  await place.fill("Little Whinging");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText("coordinates such as 52.52, 13.40");
  await place.fill("-33.92, 18.42");
  await page.keyboard.press("Enter");
  await expect(place).toHaveValue("33.92° S, 18.42° E");
  await place.fill("köln");
  await page.keyboard.press("Enter");
  await expect(place).toHaveValue("Cologne");
  await expect(page.getByLabel("Time zone")).toHaveValue("Europe/Berlin");
});

for (const [name, viewport] of Object.entries({ phone: { width: 390, height: 844 }, tablet: { width: 1024, height: 768 } }))
  test(`on a ${name} everything is there and nothing hangs over`, async ({ page }) => {
    await page.setViewportSize(viewport);
    await page.goto("/settings/house");
    await page.locator(".modes-table").waitFor();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    if (name === "phone") await page.getByRole("button", { name: /^06:30\s?Home/ }).first().click();
    else await page.getByRole("button", { name: /^Monday, Home from 06:30/ }).click();
    await expectNoSidewaysScroll(page);
    await expect(page.getByRole("dialog")).toBeVisible();
  });
