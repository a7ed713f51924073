// SPDX-License-Identifier: Apache-2.0
// People: invites, roles, sessions, the own password.
import { expect, test } from "@playwright/test";
import { expectAccessible } from "../page_checks";

test.beforeEach(async ({ context, baseURL }) => {
  await context.addCookies([{ name: "porchlight_session", value: "1", url: baseURL ?? "" }]);
});

test("a link is made for a role, shown once, and can be taken back", async ({ page }) => {
  await page.goto("/settings/people");
  const card = page.locator(".card", { has: page.getByRole("heading", { name: "Invite somebody" }) });
  await card.getByLabel("May").selectOption("member");
  await card.getByRole("button", { name: "Make a link" }).click();
  await expect(card.locator(".made-link-text")).toContainText(/\/join#token=[\w-]+/);
  await expect(card.getByText("The link leads to this computer only")).toBeVisible();
  await expectAccessible(page);
  await card.getByRole("button", { name: "Done" }).click();
  await expect(card.locator(".made-link-text")).toHaveCount(0);
  await card.getByRole("button", { name: "Take back the link: Member" }).click();
  await expect(page.getByText("That link opens nothing any more.")).toBeVisible();
  await expect(card.getByRole("button", { name: "Take back the link: Member" })).toHaveCount(0);
});

test("a role is changed with the keyboard, and an only owner cannot step down", async ({ page }) => {
  await page.goto("/settings/people");
  await page.getByLabel("What Grandma may do").focus();
  await page.keyboard.press("ArrowUp");
  await expect(page.getByText("Grandma is now: Member.")).toBeVisible();
  await page.getByLabel("What Ada may do").selectOption("member");
  await page.getByRole("dialog").getByRole("button", { name: "Step down" }).click();
  await expect(page.getByText("Somebody has to be the owner.")).toBeVisible();
  await expect(page.getByLabel("What Ada may do")).toHaveValue("owner");
});

test("sessions end and people are removed after a question", async ({ page }) => {
  await page.goto("/settings/people");
  await page.getByRole("button", { name: "Sign out Firefox on Windows of Ben" }).click();
  await expect(page.getByText("Firefox on Windows is signed out.")).toBeVisible();
  await page.getByRole("button", { name: "Remove Ben" }).click();
  await expect(page.getByRole("dialog")).toContainText("signed out everywhere at once");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("region", { name: "Ben" })).toBeVisible();
  await page.getByRole("button", { name: "Remove Ben" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByRole("region", { name: "Ben" })).toHaveCount(0);
});

test("the own password asks the old one", async ({ page }) => {
  await page.goto("/settings/people");
  await page.getByLabel("Password until now").fill("wrong");
  await page.getByLabel("New password").fill("short");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText(/7 more|at least|characters/).first()).toBeVisible();
  await page.getByLabel("New password").fill("lamp oil and glass");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("That is not your password until now.")).toBeVisible();
  await page.getByLabel("Password until now").fill("right this time");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Changed. Your other browsers are signed out.")).toBeVisible();
});

test("whoever holds a link joins with a name and a password of their own", async ({ page, context }) => {
  await context.clearCookies();
  await page.goto("/join");
  await expect(page.getByRole("heading", { name: "This link opens nothing" })).toBeVisible();
  await page.goto("/clips");
  await page.goto("/join#token=abc");
  await expect(page.getByRole("heading", { name: "Join Linden Street 7" })).toBeVisible();
  await page.getByLabel("Your name").fill("Ben");
  await page.getByLabel("Password", { exact: true }).fill("lamp oil and glass");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Somebody here has that name already.")).toBeVisible();
  await page.getByLabel("Your name").fill("Benjamin");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Linden Street 7", exact: true })).toBeVisible();
  expect(page.url()).not.toContain("token");
});
