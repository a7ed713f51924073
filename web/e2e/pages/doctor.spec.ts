// SPDX-License-Identifier: Apache-2.0
// What hands do at the doctor's pages, by pointer and by keyboard.
import { expect, test } from "@playwright/test";
import { expectAccessible, listenForComplaints } from "../page_checks";

test.beforeEach(async ({ context, baseURL }) => {
  await context.addCookies([{ name: "porchlight_session", value: "1", url: baseURL ?? "" }]);
});

test.afterEach(async ({ page }) => {
  await page.request.delete("/api/v1/doctor/sessions");
});

test("a light is picked by keyboard, and is what the doctor hears", async ({ page }) => {
  await page.goto("/doctor?model=blink-outdoor-4&way=light");
  await page.getByLabel("Steady red").focus();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("img", { name: /front\. Light: / })).toBeVisible();
  const told = page.waitForRequest((request) => request.url().endsWith("/light"));
  await page.getByRole("button", { name: "This is it" }).press("Enter");
  const light = (await told).postDataJSON() as { pattern: string; model: string };
  expect(light.model).toBe("blink-outdoor-4");
  expect(light.pattern).toMatch(/^red /);
  await expect(page.locator('.phase[data-phase="doing"]')).toBeVisible();
});

test("nothing picked is said in words", async ({ page }) => {
  await page.goto("/doctor?model=any&way=light");
  await page.getByRole("button", { name: "This is it" }).click();
  await expect(page.getByRole("alert")).toHaveText("Choose a light first.");
});

test("a rhythm is tapped with the space bar", async ({ page }) => {
  await page.goto("/doctor?model=any&way=tap");
  await page.getByRole("button", { name: "Begin" }).press("Enter");
  const button = page.getByRole("button", { name: /^Tap/ }).last();
  for (let index = 0; index < 4; index++) {
    await button.press(" ");
    await page.waitForTimeout(150);
  }
  await page.getByRole("button", { name: "That is enough" }).click();
  await expect(page.getByText("You tapped 4 times.")).toBeVisible();
  await page.getByLabel("Red").check();
  await expectAccessible(page);
  const told = page.waitForRequest((request) => request.url().endsWith("/light"));
  await page.getByRole("button", { name: "Use this" }).click();
  const light = (await told).postDataJSON() as { taps: number[]; watched: number; colours: string[] };
  expect(light.taps).toHaveLength(4);
  expect(light.taps.every((at, index) => at > (light.taps[index - 1] ?? -1) && at <= light.watched)).toBe(true);
  expect(light.colours).toEqual(["red"]);
});

test("a hold is counted along, and a short one is called short", async ({ page }) => {
  await page.clock.install();
  await page.goto("/doctor/doc00000press");
  const timer = page.getByRole("region", { name: "Hold with me" });
  await timer.getByRole("button", { name: "Count while I hold" }).click();
  await page.clock.runFor(4000);
  await expect(timer).toContainText("Keep holding: 6 seconds more.");
  await timer.getByRole("button", { name: "I let go" }).click();
  await expect(timer.getByRole("status")).toContainText("too short");
  await timer.getByRole("button", { name: "Count again" }).press("Enter");
  await page.clock.runFor(11_000);
  await expect(timer.getByRole("status")).toHaveText("Let go as soon as the front light flashes red.");
  await page.clock.runFor(5000);
  await expect(timer.getByRole("status")).toHaveText("Let go now.");
  await page.screenshot({ path: "screenshots/doctor-holding.png", fullPage: true });
});

test("a wait counts down and says when it is over", async ({ page }) => {
  await page.clock.install();
  await page.goto("/doctor/doc00000doing");
  await page.getByRole("button", { name: "Count 30 seconds" }).click();
  await page.clock.runFor(12_000);
  await expect(page.getByRole("timer").first()).toHaveText("0:18");
  await page.clock.runFor(19_000);
  await expect(page.getByText("Time is up. Go on.")).toBeVisible();
});

test("the second step is told only if it was done, and the focus goes to what is next", async ({ page }) => {
  await page.goto("/doctor/doc00000doing");
  await page.getByLabel("I did this too").uncheck();
  const told = page.waitForRequest((request) => request.url().endsWith("/outcome"));
  await page.getByRole("button", { name: "I have done it" }).press("Enter");
  expect((await told).postDataJSON()).toEqual({ steps: ["restart_camera"], word: "done" });
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("The hub watches for the effect");
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
});

test("the evidence unfolds, and what is not so is taken out", async ({ page }) => {
  const complaints = listenForComplaints(page);
  await page.goto("/doctor/doc0000asking");
  await page.getByText("Why we think so").press("Enter");
  await page.getByText("Did I get this right? (5)").click();
  await expect(page.getByText("As good as ruled out")).toBeVisible();
  await expectAccessible(page);
  await page.screenshot({ path: "screenshots/doctor-evidence.png", fullPage: true });
  await page.getByRole("button", { name: "Not right: What changed shortly before?" }).click();
  await expect(page.getByText("Did I get this right? (4)")).toBeVisible();
  expect(complaints).toEqual([]);
});

test("with less motion wished for no light blinks, and the words say how it would", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("/doctor?model=blink-outdoor-4&way=light");
  const led = page.locator(".light-option").filter({ hasText: "blinking once a second" }).locator(".led");
  await expect(led).toHaveAttribute("data-colour", "red");
  await expect(page.getByText("asks for less motion")).toBeVisible();
  const changes = await led.evaluate(
    (element) =>
      new Promise<number>((resolve) => {
        let count = 0;
        new MutationObserver(() => count++).observe(element, { attributes: true });
        setTimeout(() => resolve(count), 1500);
      }),
  );
  expect(changes).toBe(0);
});

test("what helped here can be read and forgotten", async ({ page }) => {
  await page.goto("/doctor");
  await page.getByText("What helped in this home").click();
  await expect(page.getByText("fixed it 3 times")).toBeVisible();
  await page.getByRole("button", { name: "Forget this" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Forget this" }).click();
  await expect(page.getByText("Nothing is counted yet.")).toBeVisible();
});

test("a tile with a fault leads to its walk", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("link", { name: "Fix it: Driveway" }).click();
  await expect(page).toHaveURL(/\/doctor\/doc00000doing$/);
});
