// SPDX-License-Identifier: Apache-2.0
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { makeCameras, makeHistory, makeHome } from "../../dev/fixture_hub/household.mjs";
import type { Camera } from "../api/types";
import { CameraTile } from "../camera/tile";
import { SetupPage } from "../pages/setup";
import { SignInPage } from "../pages/sign_in";
import { place } from "../router";
import { cameras } from "../state/cameras";
import { now } from "../state/clock";
import { home } from "../state/home";
import { hubLink } from "../state/hub_link";
import { session } from "../state/session";
import { TimelineList } from "../timeline/list";
import { ZoneDraft } from "../zones/draft";
import { ZoneStage } from "../zones/stage";
import { LostHubBanner } from "./notices";

class NoObserver {
  observe(): void {}
  disconnect(): void {}
}

interface Asked {
  route: string;
  body: unknown;
}

/** Answers each request from `answers`, by "METHOD /path"; remembers what was asked. */
function answerWith(answers: Record<string, [number, unknown]>): Asked[] {
  const asked: Asked[] = [];
  vi.stubGlobal("fetch", async (url: string, options: RequestInit = {}) => {
    const route = `${options.method ?? "GET"} ${url.replace("/api/v1", "").split("?")[0]}`;
    asked.push({ route, body: options.body ? JSON.parse(String(options.body)) : undefined });
    const [status, body] = answers[route] ?? [404, { error: { code: "not_found", sentence: "Not there." } }];
    return new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
  });
  return asked;
}

beforeEach(() => {
  vi.stubGlobal("IntersectionObserver", NoObserver);
  vi.stubGlobal("ResizeObserver", NoObserver);
  now.value = Date.now();
  home.value = makeHome();
  hubLink.value = { state: "connected" };
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  session.value = { phase: "loading" };
  cameras.value = null;
});

const camera = (index: number, more: Partial<Camera> = {}): Camera => ({ ...makeCameras()[index]!, ...more });

describe("signing in", () => {
  it("sends name and password and lets the person in", async () => {
    const user = { id: "u", name: "Ada", role: "owner" };
    const asked = answerWith({ "POST /session": [200, { user }] });
    render(<SignInPage />);
    fireEvent.input(screen.getByLabelText("Name"), { target: { value: "Ada" } });
    fireEvent.input(screen.getByLabelText("Password"), { target: { value: "lamp oil and glass" } });
    fireEvent.click(screen.getByRole("button", { name: "Sign in" }));
    await waitFor(() => expect(session.value).toEqual({ phase: "signed_in", user }));
    expect(asked[0]?.body).toEqual({ name: "Ada", password: "lamp oil and glass" });
  });

  it("shows the hub's sentence at the field when it is refused", async () => {
    answerWith({ "POST /session": [401, { error: { code: "permission_denied", sentence: "The name or the password is not right." } }] });
    render(<SignInPage />);
    fireEvent.submit(screen.getByRole("button", { name: "Sign in" }).closest("form")!);
    await screen.findByText("The name or the password is not right.");
    expect(screen.getByLabelText("Password").getAttribute("aria-invalid")).toBe("true");
  });
});

describe("first run", () => {
  it("asks for the printed link when there is no token", () => {
    place.value = { path: "/setup", query: new URLSearchParams() };
    render(<SetupPage />);
    expect(screen.getByText("Open the setup link")).toBeTruthy();
  });

  it("does not send a password that is too short", () => {
    place.value = { path: "/setup", query: new URLSearchParams("token=abc") };
    const asked = answerWith({});
    render(<SetupPage />);
    fireEvent.input(screen.getByLabelText("Password"), { target: { value: "short" } });
    fireEvent.submit(screen.getByRole("button", { name: "Create owner" }).closest("form")!);
    expect(screen.getAllByText("7 more characters to go.").length).toBeGreaterThan(0);
    expect(asked).toEqual([]);
  });
});

describe("a tile", () => {
  it("never calls a camera live that is not, and says why and when it is tried again", () => {
    const next = new Date(Date.now() + 30_500).toISOString();
    const { container } = render(<CameraTile camera={camera(2, { next_try_at: next })} />);
    expect(screen.queryByText("Live")).toBeNull();
    expect(screen.getByText("No picture")).toBeTruthy();
    expect(screen.getByText(/192\.168\.1\.44 does not answer/)).toBeTruthy();
    expect(screen.getByText(/Next try in (30|31) s/)).toBeTruthy();
    expect(screen.getByText(/Last picture 13 min ago/)).toBeTruthy();
    expect(container.querySelector(".live")?.getAttribute("data-looks")).toBe("stale");
  });

  it("leads to the walk about its fault, to a new one where there is none yet, and nowhere while all is well", () => {
    session.value = { phase: "signed_in", user: { id: "u", name: "Ada", role: "member" } };
    const cause = { id: "x", sentence: "The cable is loose.", next: "Press it in.", share: 0.9, session: "doc1", since: new Date().toISOString() };
    const { unmount } = render(<CameraTile camera={camera(2, { cause })} />);
    expect(screen.getByRole("link", { name: "Fix it: Driveway" }).getAttribute("href")).toBe("/doctor/doc1");
    unmount();
    const second = render(<CameraTile camera={camera(2)} />);
    expect(screen.getByRole("link", { name: "Find out why: Driveway" }).getAttribute("href")).toBe("/doctor?camera=cam000000drive");
    second.unmount();
    render(<CameraTile camera={camera(3)} />);
    expect(screen.getAllByRole("link").map((link) => link.textContent)).toEqual(["Hall"]);
  });

  it("sends nobody to the doctor who may only look", () => {
    session.value = { phase: "signed_in", user: { id: "u", name: "Gran", role: "viewer" } };
    render(<CameraTile camera={camera(2)} />);
    expect(screen.queryByRole("link", { name: /Find out why/ })).toBeNull();
  });

  it("looks stale and claims nothing while the hub is lost", () => {
    hubLink.value = { state: "lost", since: Date.now(), nextTryAt: Date.now() + 4000 };
    const { container } = render(<CameraTile camera={camera(0)} />);
    expect(screen.getByText("Not known")).toBeTruthy();
    expect(screen.queryByText("Recording")).toBeNull();
    expect(container.querySelector(".live")?.getAttribute("data-looks")).toBe("stale");
  });

  it("says in words what it does, not by colour alone", () => {
    render(<CameraTile camera={camera(0)} />);
    expect(screen.getByText("Motion")).toBeTruthy();
    expect(screen.getByText("Recording")).toBeTruthy();
    expect(screen.queryByText("Disarmed")).toBeNull();
  });

  it("says that it is disarmed when the mode in use does not arm it", () => {
    render(<CameraTile camera={camera(0, { armed: false })} />);
    expect(screen.getByText("Disarmed")).toBeTruthy();
  });
});

describe("the lost-hub banner", () => {
  it("counts down to the next try, and is not there while connected", () => {
    const { rerender } = render(<LostHubBanner />);
    expect(screen.queryByRole("alert")).toBeNull();
    hubLink.value = { state: "lost", since: Date.now(), nextTryAt: Date.now() + 8500 };
    rerender(<LostHubBanner />);
    expect(screen.getByRole("alert").textContent).toContain("No connection to the hub.");
    expect(screen.getByText(/^Next try in (8|9) s$/)).toBeTruthy();
  });
});

describe("the timeline as a list", () => {
  it("links every clip and gives each gap its reason", () => {
    const all = makeCameras();
    cameras.value = all;
    const { clips, gaps } = makeHistory(all);
    const rows = [{ camera_id: "cam000000drive", clips: clips.slice(0, 3), gaps: gaps.slice(0, 1), events: [], marks: [] }];
    render(<TimelineList rows={rows} view={{ from: 0, to: Date.now() + 1 }} />);
    expect(screen.getAllByRole("link").map((link) => link.getAttribute("href"))).toEqual(clips.slice(0, 3).map((clip) => `/clips/${clip.id}`));
    expect(screen.getByText(/192\.168\.1\.44 does not answer/)).toBeTruthy();
  });
});

describe("zones by keyboard", () => {
  function stage() {
    const draft = new ZoneDraft(camera(0).settings.zones);
    render(<ZoneStage draft={draft} picture={undefined} aspect="16 / 9" />);
    const points = () => screen.getAllByRole("button", { name: /^Point/ });
    const first = () => draft.zones.value[0]!.points;
    return { draft, points, first };
  }

  it("move with the arrows, in fine steps with Shift", () => {
    const { points, first } = stage();
    fireEvent.keyDown(points()[0]!, { key: "ArrowRight" });
    fireEvent.keyDown(points()[0]!, { key: "ArrowDown", shiftKey: true });
    expect(first()[0]).toEqual([0.23, 0.422]);
  });

  it("get a point with Enter and lose one with Delete, and undo takes both back", async () => {
    const { draft, points, first } = stage();
    fireEvent.keyDown(points()[0]!, { key: "Enter" });
    await waitFor(() => expect(points()).toHaveLength(5));
    fireEvent.keyDown(points()[2]!, { key: "Delete" });
    await waitFor(() => expect(points()).toHaveLength(4));
    draft.undo();
    draft.undo();
    expect(first()).toEqual(camera(0).settings.zones[0]!.points);
    expect(draft.dirty).toBe(false);
  });

  it("say where each point is", () => {
    const { points } = stage();
    expect(points()[0]?.getAttribute("aria-label")).toBe("Point 1 of 4: 22 % from left, 42 % from top");
  });
});
