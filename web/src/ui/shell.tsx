// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from "preact";
import { place } from "../router";
import { words } from "../strings";
import { mayAct, mayManage } from "../state/session";
import { Bell } from "./bell";
import { Icon, type IconName } from "./icon";
import { Wordmark } from "./logo";
import { LostHubBanner, ToastList } from "./notices";

const tabs: Array<{ href: string; icon: IconName; text: string; holds: (path: string) => boolean }> = [
  { href: "/", icon: "house", text: words.nav.wall, holds: (path) => path === "/" || path.startsWith("/cameras") },
  { href: "/timeline", icon: "timeline", text: words.nav.timeline, holds: (path) => path === "/timeline" },
  { href: "/clips", icon: "clips", text: words.nav.clips, holds: (path) => path.startsWith("/clips") },
  { href: "/add", icon: "plus", text: words.nav.add, holds: (path) => path.startsWith("/add") },
  { href: "/settings", icon: "settings", text: words.nav.settings, holds: (path) => path.startsWith("/settings") || path.startsWith("/devices") },
];

function Tabs() {
  return (
    <nav class="tabs" aria-label={words.nav.label}>
      {tabs.filter((tab) => tab.href !== "/add" || mayManage.value).map((tab) => (
        <a key={tab.href} class="tab" href={tab.href} aria-current={tab.holds(place.value.path) ? "page" : undefined}>
          <Icon name={tab.icon} />
          <span>{tab.text}</span>
        </a>
      ))}
    </nav>
  );
}

/** The frame around each page: the bar, the tabs (at the bottom on a phone), and what is said across pages. */
export function Shell({ children }: { children: ComponentChildren }) {
  return (
    <div class="shell">
      <a class="skip" href="#main">
        {words.nav.skip}
      </a>
      <header class="bar">
        <a class="bar-home" href="/" aria-label={words.nav.home}>
          <Wordmark />
        </a>
        <Tabs />
        <Bell />
        {mayAct.value && (
          <a class="bar-doctor" href="/doctor" aria-current={place.value.path.startsWith("/doctor") ? "page" : undefined}>
            <Icon name="doctor" />
            {words.nav.doctor}
          </a>
        )}
      </header>
      <LostHubBanner />
      <main class="main" id="main" tabIndex={-1}>
        {children}
      </main>
      <ToastList />
    </div>
  );
}
