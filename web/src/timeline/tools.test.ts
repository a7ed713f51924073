// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { makeCameras, makeHistory } from "../../dev/fixture_hub/household.mjs";
import type { CameraTimeline, Clip, TimelineMark } from "../api/types";
import { groupedMarks, isBad, markSentence } from "./marks";
import { clipBeside, clipStartBeside, momentAt, momentNear, pictureAt, pictureStep } from "./moment";
import { pointedAt, pointedSentence } from "./readout";
import { firstSpan, handleStep, longestDownload, spanFault, withHandle } from "./span";

const noon = new Date(2026, 10, 21, 12).getTime();
const some = makeHistory(makeCameras()).clips[0] as Clip;
const iso = (seconds: number): string => new Date(noon + seconds * 1000).toISOString();
const clip = (id: string, from: number, to: number | null): Clip => ({ ...some, id, start: iso(from), end: to === null ? null : iso(to), duration_s: to === null ? 0 : to - from });
const row = (more: Partial<CameraTimeline> = {}): CameraTimeline => ({ camera_id: "cam", clips: [], gaps: [], events: [], marks: [], ...more });
const after = (seconds: number): number => noon + seconds * 1000;
const clips = [clip("a", 0, 60), clip("b", 55, 120), clip("c", 300, 310)];

describe("a moment", () => {
  it("is found in the clip that holds it, in the later one where two overlap", () => {
    expect(momentAt(row({ clips }), after(10), after(999))).toMatchObject({ clip: { id: "a" }, at: 10 });
    expect(momentAt(row({ clips }), after(57), after(999))).toMatchObject({ clip: { id: "b" }, at: 2 });
    expect(momentAt(row({ clips }), after(200), after(999))).toBeNull();
  });

  it("is also in what is being recorded, up to now", () => {
    const open = row({ clips: [clip("open", 0, null)] });
    expect(momentAt(open, after(5), after(9))?.at).toBe(5);
    expect(momentAt(open, after(20), after(9))).toBeNull();
  });

  it("is found beside a clip that is thinner than a finger", () => {
    expect(momentNear(row({ clips }), after(298), 5000, after(999))).toMatchObject({ clip: { id: "c" }, at: 0 });
    expect(momentNear(row({ clips }), after(312), 5000, after(999))).toMatchObject({ clip: { id: "c" }, at: 9 });
    expect(momentNear(row({ clips }), after(290), 5000, after(999))).toBeNull();
  });

  it("of a clip drawn thinner than a finger is its start, wherever on it one points", () => {
    expect(momentNear(row({ clips }), after(312), 11_000, after(999))).toMatchObject({ clip: { id: "c" }, at: 0 });
    expect(momentNear(row({ clips }), after(307), 11_000, after(999))).toMatchObject({ clip: { id: "c" }, at: 0 });
    expect(momentNear(row({ clips }), after(307), 5000, after(999))).toMatchObject({ clip: { id: "c" }, at: 7 });
  });

  it("leads on to the next clip and back, but not into one that is being recorded", () => {
    const all = row({ clips: [...clips, clip("open", 400, null)] });
    expect(clipBeside(all, clips[1]!, 1)?.id).toBe("c");
    expect(clipBeside(all, clips[1]!, -1)?.id).toBe("a");
    expect(clipBeside(all, clips[2]!, 1)).toBeNull();
    expect(clipStartBeside(all, after(60), 1)).toBe(after(300));
    expect(clipStartBeside(all, after(300.5), -1)).toBe(after(55));
  });

  it("shares its picture with moments close by, and has one up to the very end", () => {
    expect(pictureStep(250)).toBe(1);
    expect(pictureStep(2000)).toBe(10);
    expect(pictureStep(1e6)).toBe(30);
    expect(pictureAt({ clip: clips[0]!, at: 17.9 }, 5)).toBe(15);
    expect(pictureAt({ clip: clips[2]!, at: 9.9 }, 1)).toBe(9);
    expect(pictureAt({ clip: clips[2]!, at: 9.9 }, 30)).toBe(0);
    expect(pictureAt({ clip: clips[2]!, at: 25 }, 1)).toBe(9);
  });

  it("is said in words, with what happened to the camera", () => {
    const marks: TimelineMark[] = [{ at: iso(200), kind: "battery_low", text: "", value: 20, session: null }];
    const gaps = [{ id: "g", camera_id: "cam", start: iso(190), end: iso(250), reason: "wrong_password" as const, sentence: "The camera refused the password." }];
    const said = (seconds: number): string => pointedSentence(pointedAt(row({ clips, marks, gaps }), after(seconds), 4, 100, after(999)));
    expect(said(10)).toBe("12:00:10: Motion clip");
    expect(said(200)).toBe("12:03:20: not recorded. The camera refused the password. The battery is low: 20 %.");
    expect(said(280)).toBe("12:04:40: nothing recorded");
  });
});

describe("marks of health", () => {
  const mark = (seconds: number, kind: TimelineMark["kind"]): TimelineMark => ({ at: iso(seconds), kind, text: "1.3.0", value: 90, session: null });

  it("are drawn as one when they are too close", () => {
    const groups = groupedMarks([mark(100, "firmware"), mark(0, "quiet"), mark(5, "back")], 10_000);
    expect(groups.map((group) => group.map(({ kind }) => kind))).toEqual([["quiet", "back"], ["firmware"]]);
  });

  it("say what happened", () => {
    expect(markSentence(mark(0, "back"))).toBe("The camera is back after 1 min 30 s.");
    expect(markSentence(mark(0, "firmware"))).toBe("New firmware 1.3.0 is in.");
    expect(isBad(mark(0, "quiet"))).toBe(true);
    expect(isBad(mark(0, "back"))).toBe(false);
  });
});

describe("a span to download", () => {
  const view = { from: after(0), to: after(900) };

  it("begins as the middle third, and never reaches beyond now", () => {
    expect(firstSpan(view, after(999))).toEqual({ from: after(300), to: after(600) });
    expect(firstSpan(view, after(100)).to).toBe(after(100));
  });

  it("keeps its two ends in order", () => {
    const span = { from: after(300), to: after(600) };
    expect(withHandle(span, "from", after(700), after(999)).from).toBe(after(599));
    expect(withHandle(span, "to", after(100), after(999)).to).toBe(after(301));
    expect(withHandle(span, "to", after(5000), after(999)).to).toBe(after(999));
  });

  it("moves by a second, ten with Shift, a minute with Page", () => {
    expect(handleStep("ArrowLeft", false)).toBe(-1000);
    expect(handleStep("ArrowRight", true)).toBe(10_000);
    expect(handleStep("PageUp", false)).toBe(60_000);
    expect(handleStep("a", false)).toBe(0);
  });

  it("is refused with its reason", () => {
    expect(spanFault(row({ clips }), { from: after(100), to: after(200) }, after(999))).toBeNull();
    expect(spanFault(row({ clips }), { from: after(130), to: after(200) }, after(999))).toBe("nothing");
    expect(spanFault(row({ clips }), { from: after(0), to: after(0) + longestDownload + 1000 }, after(999))).toBe("too_long");
  });
});
