// SPDX-License-Identifier: Apache-2.0
// Before each file of tests: what main.tsx and later() do in the browser.
import { loadLaterWords, loadWords } from "./load";

await Promise.all([loadWords(), loadLaterWords()]);
