// SPDX-License-Identifier: Apache-2.0
import { render } from "preact";
import { startLink } from "./link";
import { HouseholdPage } from "./page";
import "../styles/tokens.css";
import "../styles/base.css";
import "../styles/parts.css";
import "../styles/fields.css";
import "../styles/shell.css";
import "../styles/clips.css";
import "../styles/household.css";
import "../styles/household_plan.css";
import "../styles/drawing.css";

startLink();
const root = document.getElementById("app");
if (root) render(<HouseholdPage />, root);
