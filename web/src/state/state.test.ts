// SPDX-License-Identifier: Apache-2.0
import { afterEach, describe, expect, it, vi } from "vitest";
import { makeCameras, makeHome } from "../../dev/fixture_hub/household.mjs";
import { stateLine, wallSummary } from "../camera/camera_state";
import { backoffMs } from "./backoff";
import { applyCamera, applyMotion, cameraById, cameras, forgetCamera } from "./cameras";
import { hubNow, learnHubTime } from "./clock";
import { home } from "./home";
import { onHubMessage, takeIn } from "./hub_messages";
import { passwordStrength } from "./password";
import { say, toasts } from "./toasts";

const camera = (index: number) => makeCameras()[index]!;

afterEach(() => {
  vi.useRealTimers();
  cameras.value = null;
  toasts.value = [];
});

describe("cameras", () => {
  it("replaces a known camera in place and puts a new one at the end", () => {
    cameras.value = [camera(0), camera(1)];
    applyCamera({ ...camera(0), recording: false });
    applyCamera(camera(2));
    expect(cameras.value.map((one) => one.id)).toEqual([camera(0).id, camera(1).id, camera(2).id]);
    expect(cameras.value[0]?.recording).toBe(false);
  });

  it("keep the same list when only the score of a motion changed", () => {
    cameras.value = [camera(0)];
    const before = cameras.value;
    applyMotion(camera(0).id, 0.7, true);
    expect(cameras.value).toBe(before);
    applyMotion(camera(0).id, 0.1, false);
    expect(cameraById(camera(0).id)?.motion).toBe(false);
  });

  it("are forgotten when removed", () => {
    cameras.value = [camera(0), camera(1)];
    forgetCamera(camera(0).id);
    expect(cameras.value).toHaveLength(1);
  });
});

describe("hub messages", () => {
  it("go into the stores before listeners hear them", () => {
    const seen: string[] = [];
    const stop = onHubMessage((message) => seen.push(`${message.type} ${home.value?.name}`));
    takeIn({ type: "home", home: { ...makeHome(), name: "Number 9" } });
    stop();
    takeIn({ type: "ping" });
    expect(seen).toEqual(["home Number 9"]);
  });
});

describe("the hub's clock", () => {
  it("is used even when this device's clock is wrong", () => {
    learnHubTime(new Date(Date.now() + 90_000).toISOString());
    expect(hubNow() - Date.now()).toBeGreaterThan(89_000);
    learnHubTime(new Date().toISOString());
  });
});

describe("back-off", () => {
  it("doubles up to its longest wait and spreads by a fifth", () => {
    expect(backoffMs(0, () => 0.5)).toBe(1000);
    expect(backoffMs(3, () => 0.5)).toBe(8000);
    expect(backoffMs(40, () => 1)).toBe(36_000);
    expect(backoffMs(0, () => 0)).toBe(800);
  });
});

describe("a camera's state in words", () => {
  it("counts down to the next try and gives the cause", () => {
    const drive = camera(2);
    const line = stateLine(drive, Date.parse(drive.next_try_at!) - 12_000, true);
    expect(line).toMatchObject({ tone: "fault", label: "No picture", next: "Next try in 12 s" });
    expect(line.detail).toContain("does not answer");
  });

  it("gives the doctor's cause and what to do, once it is found", () => {
    const cause = { id: "net.ip_changed", sentence: "It has another address.", next: "Search for it.", share: 0.8, session: "s", since: "2026-11-26T08:00:00.000Z" };
    const drive = { ...camera(2), cause };
    expect(stateLine(drive, 0, true)).toMatchObject({ tone: "fault", detail: cause.sentence, next: cause.next });
  });

  it("says trying now once the moment has come", () => {
    const drive = camera(2);
    expect(stateLine(drive, Date.parse(drive.next_try_at!) + 1, true).next).toBe("Trying now…");
  });

  it("claims nothing while the hub is not reached", () => {
    expect(stateLine(camera(0), 0, false)).toMatchObject({ tone: "waiting", label: "Not known" });
    expect(wallSummary(makeCameras(), false)).toContain("does not answer");
  });

  it("sums the wall up in a sentence", () => {
    expect(wallSummary(makeCameras(), true)).toBe("2 of 3 cameras are watching. No picture from Driveway. 1 camera is paused.");
    expect(wallSummary([camera(0)], true)).toBe("Your camera is watching.");
  });
});

describe("password strength", () => {
  it.each([
    ["elevenchars", "short"],
    ["aaaaaaaaaaaaaa", "weak"],
    ["abcdefghijklmnop", "weak"],
    ["grace hopper 12", "weak"],
    ["teapot sunday", "fair"],
    ["teapot sunday violin", "good"],
  ])("calls %s %s", (password, strength) => {
    expect(passwordStrength(password, "Grace")).toBe(strength);
  });
});

describe("what can be undone", () => {
  it("offers it once, for as long as it is shown", () => {
    vi.useFakeTimers();
    const undo = vi.fn();
    say("Clip deleted.", { undo, shownMs: 12_000 });
    vi.advanceTimersByTime(11_000);
    toasts.value[0]?.undo?.();
    expect(undo).toHaveBeenCalledOnce();
    expect(toasts.value).toEqual([]);
    say("Clip deleted.", { undo, shownMs: 12_000 });
    vi.advanceTimersByTime(12_000);
    expect(toasts.value).toEqual([]);
    vi.useRealTimers();
  });
});
