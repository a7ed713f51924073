// SPDX-License-Identifier: Apache-2.0
import { loadLaterWords, loadWords } from "../strings/load";
import "../styles/tokens.css";
import "../styles/base.css";
import "../styles/parts.css";
import "../styles/fields.css";
import "../styles/shell.css";
import "../styles/clips.css";
import "../styles/household.css";
import "../styles/household_plan.css";
import "../styles/drawing.css";

await Promise.all([loadWords(), loadLaterWords()]);
(await import("./start")).start();
