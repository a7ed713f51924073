// SPDX-License-Identifier: Apache-2.0
// Models by their drawings: every one is drawn, and one that is picked leads on.
import { expect, test } from "@playwright/test";
import { expectAccessible } from "../page_checks";

test.beforeEach(async ({ context, baseURL }) => {
  await context.addCookies([{ name: "porchlight_session", value: "1", url: baseURL ?? "" }]);
});

test("every model has a front and a back, and its button marked in one of its views", async ({ page }) => {
  await page.goto("/models");
  const cards = page.locator(".model-gallery > section");
  await expect(cards.first()).toBeVisible();
  expect(await cards.count()).toBeGreaterThanOrEqual(24);
  for (const card of await cards.all()) {
    await expect(card.locator("figure")).not.toHaveCount(1);
    await expect(card.locator('.marks [data-kind="button"]')).toHaveCount(1);
    await expect(card.locator('.marks [data-kind="light"]')).toHaveCount(1);
  }
});

test("a model that gives its picture leads to the form with its make", async ({ page }) => {
  await page.goto("/add");
  await page.getByRole("link", { name: "By what it looks like" }).click();
  await page.getByRole("button", { name: "TP-Link Tapo" }).click();
  await page.getByRole("radio", { name: "Tapo camera, plugged in" }).check();
  await expect(page.getByText("Porchlight can show and record it.")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Add it" }).click();
  await expect(page.getByLabel("Make of the camera")).toHaveValue("tapo");
});

test("one that does not is said to, and the doctor knows it", async ({ page }) => {
  await page.goto("/add/model");
  await page.getByRole("radio", { name: "Blink Mini", exact: true }).check();
  await expect(page.getByText("Porchlight cannot take its picture.")).toBeVisible();
  await page.getByRole("link", { name: "Something is wrong with it" }).click();
  await expect(page.locator(".eyebrow")).toContainText("Blink Mini");
});

test("by keyboard alone a model is picked for the doctor", async ({ page }) => {
  await page.goto("/doctor");
  await page.getByRole("radio", { name: "I do not know, or it is not here" }).focus();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/doctor\?model=blink-/);
});

test("a lesson is begun, and told to be done", async ({ page }) => {
  await page.request.delete("/api/v1/try");
  await page.goto("/try");
  await page.getByRole("button", { name: "Begin: Restart it without erasing it" }).click();
  await expect(page.locator(".lesson")).toContainText("Your turn.");
  await expectAccessible(page);
  await page.locator(".hold-button").click();
  await expect(page.locator(".lesson")).toContainText("Done.");
  await page.getByRole("button", { name: "End it" }).click();
  await expect(page.getByRole("heading", { name: "Learn by doing" })).toBeVisible();
});
