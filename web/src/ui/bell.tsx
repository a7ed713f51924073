// SPDX-License-Identifier: Apache-2.0
import { useEffect } from "preact/hooks";
import { place } from "../router";
import { listenForAlerts, loadAlerts, unseenAlerts } from "../state/alerts";
import { hubLink } from "../state/hub_link";
import { words } from "../strings";
import { Icon } from "./icon";

const mostShown = 99;

/** To the list of alerts, with how many are new. */
export function Bell() {
  const connected = hubLink.value.state === "connected";
  useEffect(listenForAlerts, []);
  useEffect(() => {
    // The list says so itself when it cannot be fetched.
    if (connected) void loadAlerts().catch(() => {});
  }, [connected]);
  const count = unseenAlerts.value;
  return (
    <a class="bar-bell" href="/alerts" aria-label={words.alerts.bell(count)} title={words.alerts.bell(count)} aria-current={place.value.path === "/alerts" ? "page" : undefined}>
      <Icon name="bell" />
      {count > 0 && (
        <span class="bar-count" aria-hidden="true">
          {count > mostShown ? `${mostShown}+` : count}
        </span>
      )}
    </a>
  );
}
