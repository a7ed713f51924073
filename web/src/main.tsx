// SPDX-License-Identifier: Apache-2.0
import { askEarly } from "./api/client";
import { language, loadWords } from "./strings/load";
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

// What the first page shows is asked for at once; whoever is not signed in is asked no more than that.
const session = askEarly("/session", language);
void askEarly("/setup", language);
void session
  .then((answer) => answer.clone().json())
  .then(({ user }: { user: object | null }) => user && ["/home", "/cameras"].forEach((path) => askEarly(path, language)))
  .catch(() => {}); // the app itself says so

// Modules of the app read their words when they are loaded.
await loadWords();
(await import("./start")).start();
