// SPDX-License-Identifier: Apache-2.0
import type { HtmlTagDescriptor, Plugin } from "vite";
import { defineConfig } from "vitest/config";

const hub = process.env.PORCHLIGHT_HUB ?? "http://127.0.0.1:8420";

/** The app waits for its words, but its code need not: the page asks for it at once, beside the words. */
const preloadsTheApp: Plugin = {
  name: "preloads-the-app",
  transformIndexHtml: {
    order: "post",
    handler(html, { bundle }): HtmlTagDescriptor[] {
      const chunks = Object.values(bundle ?? {}).flatMap((file) => (file.type === "chunk" ? [file] : []));
      const entry = chunks.find((chunk) => html.includes(`src="/${chunk.fileName}"`));
      const app = chunks.find((chunk) => entry?.dynamicImports.includes(chunk.fileName) && chunk.name === "start");
      const wanted = app ? [app.fileName, ...app.imports] : [];
      return wanted
        .filter((file) => !html.includes(`/${file}"`))
        .map((file) => ({ tag: "link", attrs: { rel: "modulepreload", crossorigin: true, href: `/${file}` }, injectTo: "head" }));
    },
  },
};

export default defineConfig({
  plugins: [preloadsTheApp],
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
    setupFiles: ["src/strings/load_for_tests.ts"],
    restoreMocks: true,
    // Threads start faster than processes, which matters where many builds share a machine.
    pool: "threads",
    maxWorkers: 1,
  },
});
