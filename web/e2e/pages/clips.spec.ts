// SPDX-License-Identifier: Apache-2.0
// The page of clips by keyboard, pointer and finger. What is deleted here is brought back: other pages look at the same hub.
import { expect, type Locator, type Page, test } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll, listenForComplaints } from "../page_checks";

test.beforeEach(async ({ context, baseURL }) => {
  await context.addCookies([{ name: "porchlight_session", value: "1", url: baseURL ?? "" }]);
});

async function openClips(page: Page, query = ""): Promise<Locator> {
  await page.goto(`/clips${query}`);
  const cards = page.locator("[data-clip]");
  await cards.first().waitFor();
  return cards;
}
const idOf = async (card: Locator): Promise<string> => (await card.getAttribute("data-clip")) ?? "";
const focusedClip = (page: Page): Promise<string | undefined> => page.evaluate(() => document.activeElement?.closest<HTMLElement>("[data-clip]")?.dataset.clip);

test("the keyboard moves, selects, keeps, deletes with undo and opens", async ({ page }) => {
  const cards = await openClips(page);
  const [first, second, third] = await Promise.all([idOf(cards.nth(0)), idOf(cards.nth(1)), idOf(cards.nth(2))]);
  await cards.first().getByRole("link").focus();
  await page.keyboard.press("ArrowRight");
  expect(await focusedClip(page)).toBe(second);
  await page.keyboard.press("Space");
  await page.keyboard.press("Shift+ArrowRight");
  await expect(page.getByText("2 clips selected")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("toolbar")).toBeHidden();
  expect(await focusedClip(page)).toBe(third);

  const kept = page.locator(`[data-clip="${third}"] .clip-pin`);
  const was = await kept.isVisible();
  await page.keyboard.press("p");
  await expect(kept).toBeVisible({ visible: !was });
  await page.keyboard.press("p");
  await expect(kept).toBeVisible({ visible: was });

  await page.keyboard.press("Delete");
  await expect(page.locator(`[data-clip="${third}"]`)).toHaveCount(0);
  expect(await focusedClip(page)).toBeDefined();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(cards.nth(2)).toHaveAttribute("data-clip", third);

  await cards.first().getByRole("link").focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/clips/${first}$`));
});

test("what was deleted waits on the hub: it can be brought back after the page was closed", async ({ page, context }) => {
  const cards = await openClips(page);
  const gone = await idOf(cards.first());
  await cards.first().getByRole("link").focus();
  await page.keyboard.press("Delete");
  await expect(page.locator(`[data-clip="${gone}"]`)).toHaveCount(0);
  await page.close();
  const again = await context.newPage();
  await openClips(again);
  await expect(again.locator(`[data-clip="${gone}"]`)).toHaveCount(0);
  await again.getByRole("button", { name: "Bring back" }).click();
  await expect(again.locator(`[data-clip="${gone}"]`)).toBeVisible();
  await expect(again.getByRole("button", { name: "Bring back" })).toBeHidden();
});

test("a whole day is selected, and the browser comes for the archive", async ({ page }) => {
  await openClips(page, "?camera=cam000000porch");
  await page.getByRole("button", { name: "Select", exact: true }).click();
  await page.getByRole("button", { name: "Select day" }).first().click();
  await expect(page.getByText(/^\d+ clips? selected$/)).toBeVisible();
  const asked = page.waitForRequest((request) => request.method() === "POST" && request.url().endsWith("/api/v1/exports"));
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export ZIP" }).click();
  const { clips } = (await asked).postDataJSON() as { clips: Array<{ id: string; utc_offset_min: number }> };
  expect(clips.length).toBeGreaterThan(1);
  expect((await download).suggestedFilename()).toBe(`porchlight-${clips.length}-clips.zip`);
  await expect(page.getByText("in one archive of")).toBeVisible();
});

test("the calendar offers the days that have clips, also by keyboard", async ({ page }) => {
  await openClips(page);
  await page.getByRole("button", { name: "Any day" }).click();
  const name = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" }).format(Date.now() - 86_400_000);
  const yesterday = page.getByRole("button", { name: new RegExp(`^${name}, \\d+ clips`) });
  await yesterday.waitFor();
  await expectAccessible(page);
  await page.locator(".month-day[aria-current]").focus();
  await page.keyboard.press("ArrowLeft");
  await expect(yesterday).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/day=\d{4}-\d\d-\d\d/);
  await expect(page.locator(".day-head h2")).toHaveCount(1);
  await expect(page.locator(".day-head h2")).toContainText("Yesterday");
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("a finger that rests on a clip selects it, and taps select more", async ({ page }) => {
    const complaints = listenForComplaints(page);
    const cards = await openClips(page);
    const box = await cards.nth(0).boundingBox();
    if (!box) throw new Error("no card");
    const touch = { pointerType: "touch", isPrimary: true, pointerId: 5, bubbles: true, clientX: box.x + 60, clientY: box.y + 40 };
    await cards.nth(0).locator("img").dispatchEvent("pointerdown", touch);
    await expect(page.getByText("1 clip selected")).toBeVisible();
    await cards.nth(0).locator("img").dispatchEvent("pointerup", touch);
    await cards.nth(0).locator("img").dispatchEvent("click");
    await expect(page.getByText("1 clip selected")).toBeVisible();
    await cards.nth(1).locator("img").tap();
    await expect(page.getByText("2 clips selected")).toBeVisible();
    await expect(page).toHaveURL(/\/clips$/);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await page.screenshot({ path: "screenshots/clips-selecting-phone-light.png" });
    expect(complaints).toEqual([]);
  });
});
