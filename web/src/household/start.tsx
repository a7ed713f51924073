// SPDX-License-Identifier: Apache-2.0
import { render } from "preact";
import { startLink } from "./link";
import { HouseholdPage } from "./page";

export function start(): void {
  startLink();
  const root = document.getElementById("app");
  if (root) render(<HouseholdPage />, root);
}
