// SPDX-License-Identifier: Apache-2.0
// The app in German, by the browser's language or by choice.
import { expect, test } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll, listenForComplaints } from "../page_checks";

const pages = [
  { name: "wall", path: "/", says: "Neueste Aufnahmen" },
  { name: "camera", path: "/cameras/cam000000path1", says: "Letzte 24 Stunden" },
  { name: "camera-settings", path: "/cameras/cam000000porch/settings", says: "Was aufgenommen wird" },
  { name: "zones", path: "/cameras/cam000000porch/zones", says: "Bereich beobachten" },
  { name: "timeline", path: "/timeline", says: "In dieser Zeit" },
  { name: "clips", path: "/clips", says: "Nur behaltene" },
  { name: "add-camera", path: "/add", says: "Marke der Kamera" },
  { name: "add-porchlight", path: "/add/porchlight", says: "Wartende Kameras" },
  { name: "device", path: "/devices/PL-0C41A77E20D1", says: "Was sie misst" },
  { name: "doctor", path: "/doctor", says: "Welche Kamera ist es?" },
  { name: "doctor-asking", path: "/doctor/doc0000asking", says: "Das kann ich nicht sagen" },
  { name: "doctor-press", path: "/doctor/doc00000press", says: "Mitzählen, solange ich halte" },
  { name: "alerts", path: "/alerts", says: "Was gemeldet wird" },
  { name: "people", path: "/settings/people", says: "Jemanden einladen" },
  { name: "house", path: "/settings/house", says: "Die Woche" },
  { name: "walk", path: "/cameras/cam000000porch/walk", says: "Gehprobe" },
  { name: "models", path: "/models", says: "Alle Modelle" },
  { name: "try", path: "/try", says: "Ausprobieren" },
  { name: "settings", path: "/settings", says: "Sprache" },
];
const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 860 } };

for (const [size, viewport] of Object.entries(sizes)) {
  test.describe(`in German, ${size}`, () => {
    test.use({ viewport, locale: "de-DE" });
    test.beforeEach(async ({ context, baseURL }) => context.addCookies([{ name: "porchlight_session", value: "1", url: baseURL ?? "" }]));
    for (const { name, path, says } of pages) {
      test(name, async ({ page }) => {
        const complaints = listenForComplaints(page);
        await page.goto(path);
        await expect(page.getByText(says).filter({ visible: true }).first()).toBeVisible();
        expect(await page.evaluate(() => document.documentElement.lang)).toBe("de");
        await expectNoSidewaysScroll(page);
        await expectAccessible(page);
        await page.screenshot({ path: `screenshots/german-${name}-${size}.png`, fullPage: true });
        expect(complaints).toEqual([]);
      });
    }
  });
}

test.describe("without its hub", () => {
  test.use({ locale: "de-AT" });
  test("the page of the service worker speaks German too", async ({ page }) => {
    await page.goto("/offline.html");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Die Zentrale antwortet nicht");
    await expectAccessible(page);
  });
});

for (const locale of ["en-GB", "de-DE"]) {
  test.describe(`on a tablet, ${locale}`, () => {
    test.use({ locale });
    test("the bar fits", async ({ page, context, baseURL }) => {
      await context.addCookies([{ name: "porchlight_session", value: "1", url: baseURL ?? "" }]);
      await page.goto("/nowhere");
      for (const width of [768, 900, 1024, 1180]) {
        await page.setViewportSize({ width, height: 800 });
        await expectNoSidewaysScroll(page);
      }
    });
  });
}

test("the language is chosen in the settings, and stays", async ({ page, context, baseURL }) => {
  await context.addCookies([{ name: "porchlight_session", value: "1", url: baseURL ?? "" }]);
  await page.goto("/settings");
  await page.getByRole("button", { name: "Deutsch" }).click();
  await expect(page.getByRole("heading", { name: "Sprache" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Deutsch" })).toHaveAttribute("aria-pressed", "true");
  await page.reload();
  await expect(page.getByRole("heading", { name: "Einstellungen" })).toBeVisible();
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("heading", { name: "Language" })).toBeVisible();
});
