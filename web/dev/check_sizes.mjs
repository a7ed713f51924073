// SPDX-License-Identifier: Apache-2.0
// Fails when a file is too long, lacks its licence line, or the first load is over budget.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const web = new URL("..", import.meta.url).pathname;
const longestFile = 400;
const longestCatalogue = 700;
const firstLoadBudget = 60 * 1024;
const complaints = [];

/** @param {string} folder @returns {string[]} */
function filesBelow(folder) {
  return readdirSync(join(web, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === "generated" ? [] : filesBelow(path);
    return [path];
  });
}

for (const file of ["src", "dev", "e2e"].flatMap(filesBelow)) {
  if (!/\.(ts|tsx|mjs|css)$/.test(file)) continue;
  const text = readFileSync(join(web, file), "utf8");
  const lines = text.split("\n").length;
  if (lines > (file.includes("strings/") ? longestCatalogue : longestFile)) complaints.push(`${file} has ${lines} lines: split it (at most ${longestFile}).`);
  if (!text.slice(0, 80).includes("SPDX-License-Identifier: Apache-2.0")) complaints.push(`${file} lacks its SPDX line.`);
}

if (existsSync(join(web, "dist/index.html"))) {
  const page = readFileSync(join(web, "dist/index.html"), "utf8");
  const sizeOf = (/** @type {string} */ script) => gzipSync(readFileSync(join(web, "dist", script))).length;
  const scripts = [...page.matchAll(/(?:src|href)="(\/[^"]+\.js)"/g)].map((match) => match[1] ?? "");
  // One language of them is fetched.
  const words = readdirSync(join(web, "dist/assets")).filter((file) => /^[a-z]{2}_first-.*\.js$/.test(file));
  const bytes = [...scripts.map(sizeOf), Math.max(...words.map((file) => sizeOf(`assets/${file}`)))].reduce((sum, size) => sum + size, 0);
  console.log(`first load: ${(bytes / 1024).toFixed(1)} KB of JavaScript, gzipped (budget ${firstLoadBudget / 1024})`);
  if (bytes > firstLoadBudget) complaints.push("The first load is over its budget: load a page lazily.");
}

for (const complaint of complaints) console.error(complaint);
process.exit(complaints.length === 0 ? 0 : 1);
