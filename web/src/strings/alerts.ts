// SPDX-License-Identifier: Apache-2.0
import { enAlerts } from "./en_alerts";

/** The words about alerts: apart from the rest, because their pages load later. */
export const alertWords: typeof enAlerts = enAlerts;
