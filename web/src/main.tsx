// SPDX-License-Identifier: Apache-2.0
import { loadWords } from "./strings/load";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/parts.css";
import "./styles/fields.css";
import "./styles/shell.css";
import "./styles/wall.css";
import "./styles/clips.css";
import "./styles/clips_page.css";
import "./styles/timeline.css";
import "./styles/timeline_tools.css";
import "./styles/camera.css";
import "./styles/zones.css";
import "./styles/devices.css";

// Modules of the app read their words when they are loaded.
await loadWords();
(await import("./start")).start();
