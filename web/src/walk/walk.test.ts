// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import type { Replay, Walk } from "../api/types";
import { grouped, isCounting, tellingGroup } from "./replay";
import { mostSeen, saysOf, type Seen, withTrigger } from "./sight";

const quiet: Walk = { live: true, problem: null, learning: false, motion: false, level: 0, counting: [], candidates: [], outside: [], ignored: null, trigger: null };
const area = { x: 0, y: 0, width: 0.1, height: 0.1 };

describe("what a walker is told", () => {
  it("is nothing without a picture, whatever was seen last", () => {
    expect(saysOf(null, "seen")).toBe("off");
    expect(saysOf({ ...quiet, live: false, motion: true }, "seen")).toBe("off");
  });

  it("is that they are seen even while the picture is being learnt", () => {
    expect(saysOf({ ...quiet, learning: true }, "nothing")).toBe("learning");
    expect(saysOf({ ...quiet, learning: true, motion: true }, "learning")).toBe("seen");
  });

  it("names the zones when only they are in the way", () => {
    expect(saysOf({ ...quiet, outside: [area], level: 0.2 }, "nothing")).toBe("outside");
    expect(saysOf({ ...quiet, outside: [area], motion: true }, "nothing")).toBe("seen");
  });

  it("does not flicker between something and nothing", () => {
    expect(saysOf({ ...quiet, level: 0.25 }, "nothing")).toBe("nothing");
    expect(saysOf({ ...quiet, level: 0.4 }, "nothing")).toBe("near");
    expect(saysOf({ ...quiet, level: 0.25 }, "near")).toBe("near");
    expect(saysOf({ ...quiet, level: 0.1 }, "near")).toBe("nothing");
  });
});

describe("the list of moments", () => {
  it("has the newest first and does not grow for ever", () => {
    let seen: readonly Seen[] = [];
    for (let index = 0; index < mostSeen + 5; index++) {
      seen = withTrigger(seen, { ...quiet, trigger: { at: new Date(index * 1000).toISOString(), after_s: 0.4 } });
    }
    expect(seen).toHaveLength(mostSeen);
    expect(seen[0]).toEqual({ atMs: (mostSeen + 4) * 1000, afterS: 0.4 });
    expect(withTrigger(seen, quiet)).toBe(seen);
  });
});

describe("a count", () => {
  const clip = (clip_id: string, tried: number, saved: number) => ({ clip_id, start: "", end: "", thumbnail: true, tried, saved });
  const replay = { state: "done", clips: [clip("a", 1, 1), clip("b", 0, 2), clip("c", 1, 0), clip("d", 0, 0)] } as unknown as Replay;

  it("is sorted by what the settings change", () => {
    const found = grouped(replay);
    expect(found.same.map((one) => one.clip_id)).toEqual(["a"]);
    expect(found.gone.map((one) => one.clip_id)).toEqual(["b"]);
    expect(found.fresh.map((one) => one.clip_id)).toEqual(["c"]);
    expect(found.none.map((one) => one.clip_id)).toEqual(["d"]);
  });

  it("shows first what would be lost, then what would be new", () => {
    expect(tellingGroup(grouped(replay))).toBe("gone");
    expect(tellingGroup(grouped({ ...replay, clips: [clip("a", 1, 1), clip("c", 1, 0)] }))).toBe("fresh");
    expect(tellingGroup(grouped({ ...replay, clips: [] }))).toBe("same");
  });

  it("goes on while another camera has its turn", () => {
    expect(isCounting({ ...replay, state: "waiting" })).toBe(true);
    expect(isCounting({ ...replay, state: "cancelled" })).toBe(false);
    expect(isCounting(null)).toBe(false);
  });
});
