// SPDX-License-Identifier: Apache-2.0
import { render } from "preact";
import { App } from "./app";
import { startRouter } from "./router";
import { startClock } from "./state/clock";
import { startWorker } from "./state/worker";

export function start(): void {
  startRouter();
  startClock();
  startWorker();
  const root = document.getElementById("app");
  if (root) render(<App />, root);
}
