// SPDX-License-Identifier: Apache-2.0
import type { ComponentType } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { SetupPage } from "./pages/setup";
import { SignInPage } from "./pages/sign_in";
import { WallPage } from "./pages/wall";
import { WelcomePage } from "./pages/welcome";
import { later } from "./later";
import { matchPath, type Params, place } from "./router";
import { closeHubLink, openHubLink } from "./state/hub_link";
import { home } from "./state/home";
import { loadSession, session } from "./state/session";
import { words } from "./strings";
import { Button, LinkButton } from "./ui/button";
import { Empty, Loading } from "./ui/notices";
import { Porch } from "./ui/porch";
import { Shell } from "./ui/shell";

export interface PageProps {
  params: Params;
}

const pages: Array<{ pattern: string; title: string; page: ComponentType<PageProps> }> = [
  { pattern: "/", title: words.nav.wall, page: WallPage },
  { pattern: "/welcome", title: words.welcome.tab, page: WelcomePage },
  { pattern: "/setup", title: words.nav.wall, page: WallPage },
  { pattern: "/timeline", title: words.nav.timeline, page: later(() => import("./pages/timeline").then((file) => file.TimelinePage)) },
  { pattern: "/clips", title: words.nav.clips, page: later(() => import("./pages/clips").then((file) => file.ClipsPage)) },
  { pattern: "/clips/:id", title: words.clip.tab, page: later(() => import("./pages/clip").then((file) => file.ClipPage)) },
  { pattern: "/add", title: words.nav.add, page: later(() => import("./pages/add_camera").then((file) => file.AddCameraPage)) },
  { pattern: "/add/porchlight", title: words.nav.add, page: later(() => import("./pages/add_porchlight").then((file) => file.AddPorchlightPage)) },
  { pattern: "/add/model", title: words.nav.add, page: later(() => import("./pages/add_by_model").then((file) => file.AddByModelPage)) },
  { pattern: "/models", title: words.nav.models, page: later(() => import("./pages/models").then((file) => file.ModelsPage)) },
  { pattern: "/try", title: words.nav.try, page: later(() => import("./pages/try").then((file) => file.TryPage)) },
  { pattern: "/devices/:serial", title: words.camera.tab, page: later(() => import("./pages/device").then((file) => file.DevicePage)) },
  { pattern: "/doctor", title: words.nav.doctor, page: later(() => import("./pages/doctor").then((file) => file.DoctorPage)) },
  { pattern: "/doctor/:id", title: words.nav.doctor, page: later(() => import("./pages/doctor_walk").then((file) => file.DoctorWalkPage)) },
  { pattern: "/doctor/:id/report", title: words.nav.doctor, page: later(() => import("./pages/doctor_report").then((file) => file.DoctorReportPage)) },
  { pattern: "/settings/house", title: words.mode.more, page: later(() => import("./pages/house").then((file) => file.HousePage)) },
  { pattern: "/alerts", title: words.nav.alerts, page: later(() => import("./pages/alerts").then((file) => file.AlertsPage)) },
  { pattern: "/settings/alerts", title: words.nav.alerts, page: later(() => import("./pages/alert_settings").then((file) => file.AlertSettingsPage)) },
  { pattern: "/settings/people", title: words.nav.people, page: later(() => import("./pages/people").then((file) => file.PeoplePage)) },
  { pattern: "/settings", title: words.nav.settings, page: later(() => import("./pages/settings").then((file) => file.SettingsPage)) },
  { pattern: "/cameras/:id", title: words.camera.tab, page: later(() => import("./pages/camera").then((file) => file.CameraPage)) },
  { pattern: "/cameras/:id/settings", title: words.nav.settings, page: later(() => import("./pages/camera_settings").then((file) => file.CameraSettingsPage)) },
  { pattern: "/cameras/:id/walk", title: words.camera.walk, page: later(() => import("./pages/walk").then((file) => file.WalkPage)) },
  { pattern: "/cameras/:id/zones", title: words.zones.title, page: later(() => import("./pages/zones").then((file) => file.ZonesPage)) },
];

const Join = later(() => import("./pages/join").then((file) => file.JoinPage));

function NotFound() {
  return (
    <Empty page icon="info" title={words.notFound.title}>
      <p>{words.notFound.text}</p>
      <LinkButton href="/">{words.nav.home}</LinkButton>
    </Empty>
  );
}

function CurrentPage() {
  const { path } = place.value;
  const found = pages.flatMap(({ pattern, title, page }) => {
    const params = matchPath(pattern, path);
    return params ? [{ title, page, params }] : [];
  })[0];
  const title = found?.title ?? words.notFound.title;
  useEffect(() => {
    document.title = `${title} · Porchlight`;
  }, [title]);
  const cameFrom = useRef(path);
  useEffect(() => {
    // A new page is announced and read from its start, as it would be without a script.
    if (cameFrom.current !== path) document.getElementById("main")?.focus({ preventScroll: true });
    cameFrom.current = path;
  }, [path]);
  if (!found) return <NotFound />;
  const Page = found.page;
  return <Page key={JSON.stringify(found.params)} params={found.params} />;
}

/** Everything inside needs the hub's line; it is opened with the first page and closed on sign-out. */
function Inside() {
  useEffect(() => {
    openHubLink();
    return closeHubLink;
  }, []);
  return (
    <Shell>
      {home.value ? <CurrentPage /> : <Loading />}
    </Shell>
  );
}

export function App() {
  useEffect(() => void loadSession(), []);
  const { phase } = session.value;
  // Whoever holds a link joins by it, also where somebody is signed in.
  if (place.value.path === "/join" && (phase === "signed_in" || phase === "signed_out")) return <Join />;
  switch (session.value.phase) {
    case "loading":
      return <Loading />;
    case "unreachable":
      return (
        <Porch title={words.hub.unreachableTitle} text={words.hub.unreachableText}>
          <Button tone="main" icon="retry" onClick={() => void loadSession()}>
            {words.hub.tryAgain}
          </Button>
        </Porch>
      );
    case "needs_owner":
      return <SetupPage />;
    case "signed_out":
      return <SignInPage />;
    case "signed_in":
      return <Inside />;
  }
}
