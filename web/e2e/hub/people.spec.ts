// SPDX-License-Identifier: Apache-2.0
// Several people on the real hub: an owner invites, a viewer looks and changes nothing, and is removed.
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { expectAccessible, listenForComplaints } from "../page_checks";
import { Hub, isBuilt, program } from "./hub_process";

test.skip(!isBuilt, `the hub is not built (${program})`);
test.describe.configure({ mode: "serial" });

let hub: Hub;
let ada: Page;
let ben: Page;
let contexts: BrowserContext[];
let link: string;
let complaints: string[];

test.beforeAll(async ({ browser }) => {
  hub = await Hub.start();
  contexts = await Promise.all([0, 1].map(() => browser.newContext({ viewport: { width: 1280, height: 860 }, baseURL: hub.url, locale: "en-GB" })));
  [ada, ben] = (await Promise.all(contexts.map((context) => context.newPage()))) as [Page, Page];
  complaints = listenForComplaints(ben);
});

test.afterAll(async () => {
  await Promise.all((contexts ?? []).map((context) => context.close()));
  await hub?.remove();
});

test("the owner makes a link for a viewer", async () => {
  await hub.makeOwner(ada);
  await ada.goto("/settings/people");
  await expect(ada.getByRole("region", { name: "Ada" })).toContainText("Chrome on Linux");
  await ada.getByRole("button", { name: "Make a link" }).click();
  link = (await ada.locator(".made-link-text").textContent()) ?? "";
  expect(link).toContain("/join#token=");
  await expectAccessible(ada);
});

test("in another browser it lets one person in, as a viewer who sees the cameras", async () => {
  await ben.goto(link);
  await expect(ben.getByText("Ada invites you.")).toBeVisible();
  await ben.getByLabel("Your name").fill("Ben");
  await ben.getByLabel("Password", { exact: true }).fill("garden gate and rain");
  await ben.getByRole("button", { name: "Join" }).click();
  await expect(ben.locator(".tile")).toHaveCount(2);
  await expect(ben.locator('.tile .live[data-looks="live"]')).toHaveCount(2, { timeout: 20_000 });
  await expect(ben.getByRole("link", { name: "Add camera" })).toHaveCount(0);
  await expectAccessible(ben);
  await ben.goto("/settings/people");
  await expect(ben.getByRole("region")).toHaveCount(1);
  expect(complaints).toEqual([]);
});

test("the link works once", async ({ browser }) => {
  const context = await browser.newContext({ baseURL: hub.url, locale: "en-GB" });
  const page = await context.newPage();
  await page.goto(link);
  await expect(page.getByRole("heading", { name: "This link opens nothing" })).toBeVisible();
  await context.close();
});

test("a viewer changes nothing, whatever the page asks the hub", async () => {
  const answers = await ben.evaluate(async () => {
    const ask = async (method: string, path: string, body?: object): Promise<number> => {
      const headers = body ? { "Content-Type": "application/json" } : undefined;
      return (await fetch(`/api/v1${path}`, { method, ...(headers && { headers }), ...(body && { body: JSON.stringify(body) }) })).status;
    };
    const { cameras } = (await (await fetch("/api/v1/cameras")).json()) as { cameras: Array<{ id: string }> };
    const id = cameras[0]?.id ?? "";
    return {
      arm: await ask("PATCH", "/home", { armed: false }),
      camera: await ask("PATCH", `/cameras/${id}`, { name: "Mine" }),
      remove: await ask("DELETE", `/cameras/${id}?clips=delete`),
      invite: await ask("POST", "/invites", { role: "owner" }),
      rules: await ask("PUT", "/alerts/rules", { rules: [] }),
      doctor: await ask("GET", "/doctor/sessions"),
      clips: await ask("GET", "/clips"),
      alerts: await ask("GET", "/alerts"),
    };
  });
  expect(answers).toEqual({ arm: 403, camera: 403, remove: 403, invite: 403, rules: 403, doctor: 403, clips: 200, alerts: 200 });
});

test("motion at the demo cameras becomes an alert that both are told of", async () => {
  await ben.goto("/alerts");
  await expect(ben.locator(".alert-row").first()).toContainText("Motion at", { timeout: 60_000 });
  await ada.goto("/alerts");
  await expect(ada.locator('.alert-row[data-kind="motion"]').first()).toBeVisible();
});

test("another role holds without signing in again, and removal signs out at once", async () => {
  await ada.goto("/settings/people");
  await ada.getByLabel("What Ben may do").selectOption("member");
  await expect(ada.getByText("Ben is now: Member.")).toBeVisible();
  await ben.goto("/");
  await expect(ben.getByRole("link", { name: "Something is wrong" }).first()).toBeVisible();
  await ada.getByRole("button", { name: "Remove Ben" }).click();
  await ada.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(ada.getByRole("region", { name: "Ben" })).toHaveCount(0);
  await expect(ben.getByRole("button", { name: "Sign in" })).toBeVisible({ timeout: 15_000 });
});
