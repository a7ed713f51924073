// SPDX-License-Identifier: Apache-2.0
import { render } from "preact";
import { App } from "./app";
import { startRouter } from "./router";
import { startClock } from "./state/clock";
import { startWorker } from "./state/worker";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/parts.css";
import "./styles/fields.css";
import "./styles/shell.css";
import "./styles/wall.css";
import "./styles/clips.css";
import "./styles/timeline.css";
import "./styles/camera.css";
import "./styles/zones.css";
import "./styles/devices.css";

startRouter();
startClock();
startWorker();
const root = document.getElementById("app");
if (root) render(<App />, root);
