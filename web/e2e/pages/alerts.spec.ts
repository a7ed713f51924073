// SPDX-License-Identifier: Apache-2.0
// Alerts: what is new, where it leads, and what becomes one.
import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "../page_checks";

test.beforeEach(async ({ context, baseURL }) => {
  await context.addCookies([{ name: "porchlight_session", value: "1", url: baseURL ?? "" }]);
});

/** Something rings at the porch, as the hub would tell. */
const ring = "/api/v1/alerts/fixture";

/** The page hears of alerts once it has asked for those before. */
async function openListening(page: Page, path: string): Promise<void> {
  const asked = page.waitForResponse("**/api/v1/alerts?limit=50");
  await page.goto(path);
  await asked;
}

test("a ring is said at once, counted at the bell, and seen when the list is opened", async ({ page }) => {
  await openListening(page, "/clips");
  const bell = page.locator(".bar-bell");
  await expect(bell).toHaveAccessibleName(/^Alerts/);
  await page.request.post(ring);
  const toast = page.locator(".toast", { hasText: "Somebody rings at Front porch" });
  await expect(toast).toBeVisible();
  await expect(bell).toHaveAccessibleName(/^Alerts, \d+ new$/);
  await expect(page.locator(".bar-count")).toBeVisible();
  const told = page.waitForRequest("**/alerts/seen");
  await bell.click();
  await told;
  await expect(page.locator(".alert-row").first()).toContainText("Somebody rings at Front porch");
  await expect(page.locator(".alert-row").first().getByText("New", { exact: true })).toBeVisible();
  await expect(bell).toHaveAccessibleName("Alerts");
});

test("a message leads where its alert does", async ({ page }) => {
  await openListening(page, "/clips");
  await page.request.post(ring);
  await page.locator(".toast").getByRole("link", { name: "Look" }).click();
  await expect(page).toHaveURL(/\/cameras\/cam000000porch$/);
  await expect(page.locator(".toast")).toHaveCount(0);
  await page.goto("/alerts?open=alert00000087");
  await expect(page).toHaveURL(/\/clips\//);
  await page.goto("/alerts?open=nothing");
  await expect(page).toHaveURL(/\/alerts$/);
});

test("alerts are found by kind and camera, with the keyboard", async ({ page }) => {
  await page.goto("/alerts");
  await page.getByLabel("Kind").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(page).toHaveURL(/kind=silent/);
  await expect(page.locator(".alert-row")).toHaveCount(2);
  await page.getByLabel("Camera", { exact: true }).selectOption({ label: "Hall" });
  await expect(page.getByRole("heading", { name: "No alerts like these." })).toBeVisible();
  await expectAccessible(page);
});

test("what becomes an alert is chosen by camera, hour and rest, and saved together", async ({ page }) => {
  await page.goto("/settings/alerts");
  const motion = page.locator(".alert-rule").first();
  const hall = motion.getByRole("button", { name: "Hall" });
  await expect(hall).toHaveAttribute("aria-pressed", "false");
  await hall.focus();
  await page.keyboard.press("Space");
  await expect(hall).toHaveAttribute("aria-pressed", "true");
  await motion.getByText("When and how often").click();
  await motion.getByLabel("From").fill("21:30");
  await motion.getByLabel("At most one for each camera in").selectOption("300");
  await expect(motion.getByText("quiet from 21:30 to 07:00")).toBeVisible();
  await page.getByRole("switch", { name: "Clips cannot be kept" }).click();
  await expectAccessible(page);
  const put = page.waitForRequest((request) => request.method() === "PUT" && request.url().endsWith("/alerts/rules"));
  await page.getByRole("button", { name: "Save" }).click();
  const { rules } = (await put).postDataJSON() as { rules: Array<{ kind: string; camera_id: string | null; on: boolean; quiet: unknown; rest_s: number }> };
  expect(rules.filter((rule) => rule.kind === "motion")).toEqual([{ kind: "motion", camera_id: null, on: true, quiet: { from: "21:30", to: "07:00" }, rest_s: 300, after_s: 0 }]);
  expect(rules.find((rule) => rule.kind === "storage")?.on).toBe(false);
  await expect(page.locator(".save-bar")).toHaveCount(0);
});

test("what leaves the home is said before it is switched on", async ({ page }) => {
  await page.goto("/settings/alerts");
  await expect(page.getByText("Nothing leaves your home before you switch this on.")).toBeVisible();
  await expect(page.getByText("Chrome on Android")).toBeVisible();
  await page.getByRole("button", { name: "Stop telling Chrome on Android" }).click();
  await expect(page.getByText("Chrome on Android is told no longer.")).toBeVisible();
});

test("without a hub the app says so on a page of its own", async ({ page, context }) => {
  await page.goto("/");
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await page.reload();
  await context.setOffline(true);
  await page.goto("/clips");
  await expect(page.getByRole("heading", { name: "The hub does not answer" })).toBeVisible();
  await expectAccessible(page);
  await context.setOffline(false);
  await page.getByRole("link", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { name: "Linden Street 7" })).toBeVisible();
});
