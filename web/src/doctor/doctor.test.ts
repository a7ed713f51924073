// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { steps } from "../generated/doctor_words";
import { german } from "../generated/german";
import { modelFacts } from "../generated/model_facts";
import { certaintyOf, controlsOf, isQuote, newestFindings, stepsTold, strengthOf } from "./controls";
import { holdIn, markAt, secondsLeft, sentences, waitsIn } from "./counting";
import { lightsShown } from "./light_picker";
import { begun, ended, fresh, isOn, isOver, shareWatched, tapped, told, watchMs } from "./taps";

describe("tapping along", () => {
  const at = (...times: number[]) => times.reduce((tapping, time) => tapped(tapping, 1000 + time), begun(1000));
  it("counts from when watching began, in seconds", () => {
    expect(told(ended(at(500, 1512.4, 2499), 1000 + watchMs))).toEqual({ taps: [0.5, 1.512, 2.499], watched: 15 });
  });
  it("takes a finger that bounces for one tap", () => {
    expect(at(500, 530, 559, 560).taps).toEqual([500, 560]);
  });
  it("takes no tap before it begins or after its time", () => {
    expect(tapped(fresh, 10)).toBe(fresh);
    expect(at(watchMs).taps).toEqual([]);
    expect(tapped(ended(at(500), 1000 + watchMs), 1200).taps).toEqual([500]);
  });
  it("ends by itself at its time and earlier when told to", () => {
    expect(isOn(ended(at(500), 1000 + watchMs - 1))).toBe(true);
    expect(isOver(ended(at(500), 1000 + watchMs + 700))).toBe(true);
    expect(told(ended(at(500), 1000 + watchMs + 700)).watched).toBe(15);
    expect(told(ended(at(500), 7000, true)).watched).toBe(6);
  });
  it("says how much of its time is over", () => {
    expect([shareWatched(fresh, 5), shareWatched(at(), 1000 + watchMs / 2), shareWatched(at(), 1e9)]).toEqual([0, 0.5, 1]);
  });
});

describe("what of a step is counted", () => {
  const says = (id: string): string => steps[id]?.says ?? "";
  const holdOf = (id: string, model?: string) => holdIn(id, says(id), model === undefined ? undefined : modelFacts[model]);
  it("is each of its waits, in order", () => {
    expect(waitsIn(says("restart_camera")).map(({ seconds }) => seconds)).toEqual([30, 120]);
    expect(waitsIn(says("restart_router")).map(({ seconds }) => seconds)).toEqual([30, 300]);
    expect(waitsIn(says("restart_hub")).map(({ seconds }) => seconds)).toEqual([20, 180]);
    expect(waitsIn(says("wait_for_the_update")).map(({ seconds }) => seconds)).toEqual([600]);
  });
  it("stands in the same of its sentences in German", () => {
    for (const [id, step] of Object.entries(steps))
      for (const { sentence } of waitsIn(step.says)) {
        expect(sentences(german[step.says] ?? "").length, id).toBe(sentences(step.says).length);
        expect(sentences(german[step.says] ?? "")[sentence], id).toMatch(/Sekunden|Minute/);
      }
  });
  it("is no wait that nobody would sit through, and no figure of another kind", () => {
    for (const id of ["wait_until_cool", "stop_the_old_login", "ask_less", "key_frame_every_second", "ten_pictures_a_second", "hold_button_long", "free_button"]) expect(waitsIn(says(id)), id).toEqual([]);
  });
  it("is no wait where a button is held meanwhile, and none longer than a quarter of an hour", () => {
    expect(waitsIn("Unplug it and hold its button for ten seconds.")).toEqual([]);
    expect(holdIn("", "Unplug it and hold its button for ten seconds.")?.marks).toEqual([{ at: 10, does: "let_go" }]);
    expect(waitsIn("Wait fifteen minutes.").map(({ seconds }) => seconds)).toEqual([900]);
    expect(waitsIn("Wait thirty minutes.")).toEqual([]);
  });
  it("is its hold, from its own sentence where no model is known", () => {
    expect(holdOf("hold_button_long")).toEqual({ marks: [{ at: 10, does: "watch" }, { at: 15, does: "let_go" }] });
    expect(holdOf("free_button")?.marks).toEqual([{ at: 15, does: "let_go" }]);
    expect(holdOf("cold_boot_with_the_button")?.marks).toEqual([{ at: 10, does: "power" }, { at: 15, does: "let_go" }]);
    expect(holdOf("restart_camera")).toBeNull();
  });
  it("is the hold of the model where that is known, with what its light does", () => {
    const own = holdOf("factory_reset", "porchlight-camera");
    expect(own?.marks).toEqual([{ at: 10, does: "watch" }, { at: 30, does: "let_go" }]);
    expect(own?.press).toMatchObject({ does: "factory_reset", cue: "the light is steady red", light: "red", erases: true });
    expect(holdOf("hold_button_long", "tapo-wired")?.marks[0]).toEqual({ at: 5, does: "watch" });
    expect(holdOf("hold_button_long", "rtsp-camera")?.marks).toEqual([{ at: 10, does: "let_go" }]);
  });
  it("keeps the order of button and power of a cold boot, whatever the model", () => {
    expect(holdOf("cold_boot_with_the_button", "blink-mini")?.marks.map(({ does }) => does)).toEqual(["power", "let_go"]);
  });
  it("does not take a camera's press for its hub's", () => {
    expect(holdOf("reset_hub", "blink-mini")).toBeNull();
    expect(holdOf("reset_hub", "blink-sync-module-2")?.marks).toEqual([{ at: 5, does: "watch" }]);
    expect(holdOf("factory_reset", "blink-sync-module-2")).toBeNull();
  });
  it("says which moment of a hold it is", () => {
    const marks = holdOf("hold_button_long")?.marks ?? [];
    expect([0, 9.9, 10, 14.9, 15, 40].map((seconds) => markAt(marks, seconds).now?.does)).toEqual([undefined, undefined, "watch", "watch", "let_go", "let_go"]);
    expect(markAt(marks, 3).next?.at).toBe(10);
  });
  it("counts down to nothing and no further", () => {
    expect([secondsLeft(10_000, 0), secondsLeft(10_000, 9001), secondsLeft(10_000, 10_000), secondsLeft(10_000, 99_000)]).toEqual([10, 1, 0, 0]);
  });
});

describe("a walk", () => {
  const next = { id: "restart_camera", say: "", also: null, answers: [], minutes: 1, costs_money: false, warning: null, until: null, works: false };
  const controls = (phase: Parameters<typeof controlsOf>[0]["phase"], id: string, isSeen = true) => controlsOf({ phase, next: { ...next, id }, end: null }, isSeen);
  it("wants one kind of thing in each phase", () => {
    expect(controls("looking", "")).toEqual(["leave"]);
    expect(controls("asking", "cells")).toEqual(["answers", "cannot_say", "leave"]);
    expect(controls("doing", "restart_camera")).toEqual(["done", "no_help", "skipped", "leave"]);
    expect(controls("support", "")).toEqual(["report", "leave"]);
    expect(controls("ended", "")).toEqual(["report", "begin_anew"]);
  });
  it("lets a light be shown where it asks for one", () => {
    for (const id of ["light", "hub_light"]) expect(controls("asking", id)).toContain("show_light");
  });
  it("asks whether all is well instead of whether that was done", () => {
    expect(controls("doing", "light_is_recording")).toEqual(["agree", "disagree", "leave"]);
  });
  it("asks people whether it works only where the hub cannot see it", () => {
    expect(controls("watching", "restart_camera")).toEqual(["still_not", "leave"]);
    expect(controls("watching", "restart_camera", false)).toEqual(["worked", "still_not", "leave"]);
    expect(controls("watching", "")).toEqual(["leave"]);
    expect(controlsOf({ phase: "watching", next: { ...next, works: true }, end: null }, false)).toEqual(["still_not", "leave"]);
  });
  it("tells of the second step only if it was done", () => {
    const two = { ...next, also: { id: "clean_lens", says: "" } };
    expect(stepsTold(two, true)).toEqual(["restart_camera", "clean_lens"]);
    expect(stepsTold(two, false)).toEqual(["restart_camera"]);
    expect(stepsTold(next, true)).toEqual(["restart_camera"]);
  });
  it("words how sure it is as the report does", () => {
    expect([0.8, 0.79, 0.5, 0.49, 0.2, 0.19].map(certaintyOf)).toEqual(["very_likely", "likely", "likely", "perhaps", "perhaps", "hardly"]);
    expect([20, 4, 1.5, 0.05, 0.3, 0.7].map(strengthOf)).toEqual(["much", "some", "little", "much", "some", "little"]);
  });
  it("shows of each observation what was found last", () => {
    const finding = (observation: string, value: string) => ({ observation, ask: "", value, says: "", words: "" });
    expect(newestFindings([finding("light", "off"), finding("cells", "low"), finding("light", "red")]).map(({ value }) => value)).toEqual(["red", "low"]);
  });
});

describe("what is known", () => {
  it("is quoted where it is somebody's own words, and only there", () => {
    expect(isQuote({ observation: "light", words: "flashes red" })).toBe(true);
    expect(isQuote({ observation: "light", words: "picked: red blink 1s" })).toBe(false);
    expect(isQuote({ observation: "router_answers", words: "20 of 20 echoes" })).toBe(false);
  });
});

describe("the lights to choose from", () => {
  it("are those of the model, none twice in words, and dark", () => {
    for (const [id, { lights }] of Object.entries(modelFacts)) {
      const shown = lightsShown(id, "light", false);
      expect(new Set(shown.map(({ looks }) => looks)).size, id).toBe(shown.length);
      if (lights.length > 0) expect(shown.map(({ pattern }) => pattern), id).toContain("off");
    }
  });
  it("are those of the question where no model is known, and what the model lacks as others", () => {
    expect(lightsShown(undefined, "light", false).length).toBeGreaterThan(12);
    const own = new Set(lightsShown("blink-mini", "light", false).map(({ looks }) => looks));
    const others = lightsShown("blink-mini", "light", true).map(({ looks }) => looks);
    expect(others.length).toBeGreaterThan(0);
    expect(others.filter((looks) => own.has(looks))).toEqual([]);
  });
});
