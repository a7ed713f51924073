// SPDX-License-Identifier: Apache-2.0
// `pages` looks at every page on the fixture hub; `hub` proves the app on the real one, `household` the panel of a
// virtual household.
import { defineConfig } from "@playwright/test";
import { zoneAt } from "./e2e/zone";

/** Another port lets two checkouts be tried at once. */
const fixturePort = Number(process.env.PORCHLIGHT_FIXTURE_PORT ?? 8482);

/** Each worker reads this file anew; all of a run are in one zone. */
const timezoneId = (process.env.PORCHLIGHT_PAGES_ZONE ??= zoneAt(14));

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: "list",
  use: {
    locale: "en-GB",
    launchOptions: {
      executablePath: process.env.PORCHLIGHT_CHROMIUM ?? "/usr/bin/chromium",
      // Chromium's own sandbox does not start for root, as in a container.
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    },
  },
  projects: [
    { name: "pages", testDir: "e2e/pages", use: { baseURL: `http://127.0.0.1:${fixturePort}`, timezoneId } },
    { name: "hub", testDir: "e2e/hub" },
    { name: "household", testDir: "e2e/household" },
  ],
  webServer: {
    command: "node dev/fixture_hub/server.mjs",
    url: `http://127.0.0.1:${fixturePort}/`,
    env: { PORT: String(fixturePort) },
    reuseExistingServer: false,
    timeout: 60_000,
  },
});
