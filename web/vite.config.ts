// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from "vitest/config";

const hub = process.env.PORCHLIGHT_HUB ?? "http://127.0.0.1:8420";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  server: {
    host: "127.0.0.1",
    proxy: { "/api": { target: hub, ws: true }, "/whep": hub, "/trust": hub },
  },
  build: {
    target: "es2022",
    // Light and dark come from light-dark(), which these were the first to know.
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The app, and the panel of a virtual household (porchlight sim --live).
    rollupOptions: { input: ["index.html", "household.html"] },
  },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}"],
    restoreMocks: true,
    // Threads start faster than processes, which matters where many builds share a machine.
    pool: "threads",
    maxWorkers: 1,
  },
});
