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
      const wanted = new Set(app ? [app.fileName] : []);
      for (const file of wanted) chunks.find((chunk) => chunk.fileName === file)?.imports.forEach((needed) => wanted.add(needed));
      return [...wanted]
        .filter((file) => !html.includes(`/${file}"`))
        .map((file) => ({ tag: "link", attrs: { rel: "modulepreload", crossorigin: true, href: `/${file}` }, injectTo: "head" }));
    },
  },
};

const source = (file: string): string => new URL(`src/${file}`, import.meta.url).pathname;

interface Graph {
  getModuleInfo(id: string): { importedIds: readonly string[] } | null;
}

/** All that a module needs when it is loaded. */
function neededBy(file: string, graph: Graph): Set<string> {
  const found = new Set<string>();
  const waiting = [source(file)];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    waiting.push(...(graph.getModuleInfo(id)?.importedIds ?? []));
  }
  return found;
}

/** What is needed together comes together: a slow machine pays for each file. */
function together(): { debugName: string; name(id: string, graph: Graph): string | null } {
  let first: Set<string>, app: Set<string>, panel: Set<string>;
  return {
    debugName: "together",
    name(id, graph) {
      first ??= neededBy("main.tsx", graph);
      app ??= neededBy("start.tsx", graph);
      panel ??= neededBy("household/start.tsx", graph);
      // It waits for the app, which needs the others.
      if (id === source("main.tsx")) return null;
      if (first.has(id)) return "first";
      if (!app.has(id)) return null;
      return panel.has(id) ? "parts" : "app";
    },
  };
}

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
    rollupOptions: { input: ["index.html", "household.html"], output: { codeSplitting: { groups: [together()], includeDependenciesRecursively: false } } },
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
