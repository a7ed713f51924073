// SPDX-License-Identifier: Apache-2.0
// Every page, light and dark, phone and desktop: a picture to look at, no serious finding by axe, nothing refused by the
// CSP, nothing hanging over the edge.
import { expect, type Page, test } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll, listenForComplaints } from "../page_checks";

const newestClip = async (page: Page, camera: string): Promise<string> => {
  const answer = await page.request.get(`/api/v1/clips?limit=1&camera=${camera}`);
  const { clips } = (await answer.json()) as { clips: Array<{ id: string }> };
  return `/clips/${clips[0]?.id}`;
};

interface Screen {
  name: string;
  path: (page: Page) => Promise<string> | string;
  /** Something that is there once the page is. */
  ready: string;
  signedOut?: boolean;
}

const screens: Screen[] = [
  { name: "sign-in", path: () => "/", ready: "form", signedOut: true },
  { name: "welcome", path: () => "/welcome", ready: '.live[data-looks="live"]' },
  { name: "wall", path: () => "/", ready: '.live[data-looks="live"]' },
  { name: "camera", path: () => "/cameras/cam000000path1", ready: '.live[data-looks="live"]' },
  { name: "camera-offline", path: () => "/cameras/cam000000drive", ready: ".live-stale" },
  { name: "camera-settings", path: () => "/cameras/cam000000porch/settings", ready: ".mode-cards" },
  { name: "zones", path: () => "/cameras/cam000000porch/zones", ready: ".zone-stage img" },
  { name: "walk", path: () => "/cameras/cam000000porch/walk", ready: ".sight-counts" },
  { name: "walk-counted", path: () => "/cameras/cam000000path1/walk", ready: ".replay-clip" },
  { name: "timeline", path: () => "/timeline", ready: ".track svg" },
  { name: "clips", path: () => "/clips", ready: ".clip-card" },
  { name: "clip", path: (page) => newestClip(page, "cam000000porch"), ready: ".player-video" },
  { name: "clip-h265", path: (page) => newestClip(page, "cam000000drive"), ready: ".unplayable-text" },
  { name: "add-camera", path: () => "/add", ready: "form" },
  { name: "add-porchlight", path: () => "/add/porchlight", ready: ".waiting-cards" },
  { name: "add-by-label", path: () => "/add/porchlight?way=label", ready: ".scanner" },
  { name: "add-by-lens", path: () => "/add/porchlight?way=lens", ready: "form" },
  { name: "add-by-model", path: () => "/add/model", ready: ".model-option .body" },
  { name: "models", path: () => "/models", ready: ".model-sides .body" },
  { name: "try", path: () => "/try", ready: ".try-card" },
  { name: "device", path: () => "/devices/PL-0C41A77E20D1", ready: ".history-row svg" },
  { name: "device-offline", path: () => "/devices/PL-5749DA8C289F", ready: ".history-row svg" },
  { name: "device-contested", path: () => "/devices/PL-77B0E1F25A3C", ready: ".history-row svg" },
  { name: "device-offered", path: () => "/devices/PL-90D2C4B6A8F0", ready: ".notice" },
  { name: "doctor", path: () => "/doctor", ready: ".past-row" },
  { name: "doctor-what", path: () => "/doctor?camera=cam000000drive", ready: ".way-card" },
  { name: "doctor-light", path: () => "/doctor?model=blink-outdoor-4&way=light", ready: ".light-option" },
  { name: "doctor-tap", path: () => "/doctor?model=any&way=tap", ready: ".tap-button" },
  { name: "doctor-words", path: () => "/doctor?model=any&way=words", ready: "textarea" },
  { name: "doctor-looking", path: () => "/doctor/doc000looking", ready: '.phase[data-phase="looking"]' },
  { name: "doctor-asking", path: () => "/doctor/doc0000asking", ready: ".answer" },
  { name: "doctor-asking-light", path: () => "/doctor/doc0000light1", ready: ".answer .light" },
  { name: "doctor-asking-model", path: () => "/doctor/doc0000light2", ready: ".light-option" },
  { name: "doctor-doing", path: () => "/doctor/doc00000doing", ready: ".also" },
  { name: "doctor-press", path: () => "/doctor/doc00000press", ready: ".hold-timer" },
  { name: "doctor-money", path: () => "/doctor/doc00000money", ready: ".price" },
  { name: "doctor-watching", path: () => "/doctor/doc0000watch1", ready: ".ring" },
  { name: "doctor-back", path: () => "/doctor/doc0000watch2", ready: ".ring" },
  { name: "doctor-watching-beyond", path: () => "/doctor/doc0000watch3", ready: ".ring" },
  { name: "doctor-support", path: () => "/doctor/doc000support", ready: '.phase[data-phase="support"]' },
  { name: "doctor-fixed", path: () => "/doctor/doc0000ended1", ready: ".end-sign" },
  { name: "doctor-left", path: () => "/doctor/doc0000ended2", ready: ".end-sign" },
  { name: "doctor-report", path: () => "/doctor/doc000support/report", ready: ".report" },
  { name: "settings", path: () => "/settings", ready: "form" },
  { name: "house", path: () => "/settings/house", ready: ".modes-table" },
  { name: "alerts", path: () => "/alerts", ready: ".alert-picture img" },
  { name: "alert-settings", path: () => "/settings/alerts", ready: ".alert-rule" },
  { name: "people", path: () => "/settings/people", ready: ".person" },
  { name: "join", path: () => "/join#token=abc", ready: "form", signedOut: true },
  { name: "join-used", path: () => "/join#token=used", ready: "h1", signedOut: true },
  { name: "not-found", path: () => "/nowhere", ready: ".empty" },
];

const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 860 } };
/** Each page in both sizes and in both schemes; ALL_SCREENS=1 takes every pair of the two. */
const all = process.env.ALL_SCREENS === "1";
const chosen = (size: string, scheme: string): boolean => all || (size === "phone") === (scheme === "light");

for (const colorScheme of ["light", "dark"] as const) {
  for (const [size, viewport] of Object.entries(sizes).filter(([size]) => chosen(size, colorScheme))) {
    test.describe(`${size}, ${colorScheme}`, () => {
      test.use({ colorScheme, viewport });
      for (const screen of screens) {
        test(screen.name, async ({ page, context, baseURL }) => {
          if (!screen.signedOut) await context.addCookies([{ name: "porchlight_session", value: "1", url: baseURL ?? "" }]);
          const complaints = listenForComplaints(page);
          await page.goto(await screen.path(page));
          await page.locator(screen.ready).first().waitFor();
          await expectNoSidewaysScroll(page);
          await expectAccessible(page);
          await page.screenshot({ path: `screenshots/${screen.name}-${size}-${colorScheme}.png`, fullPage: true });
          expect(complaints).toEqual([]);
        });
      }
    });
  }
}
