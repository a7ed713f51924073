// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { makeCameras } from "../../dev/fixture_hub/household.mjs";
import type { Camera } from "../api/types";
import { playable } from "./live_view";

const [porch] = makeCameras() as [Camera];
const camera = (state: Camera["state"], connect: Camera["settings"]["connect"] = "always"): Camera => ({ ...porch, state, settings: { ...porch.settings, connect } });

describe("what may be asked of a camera", () => {
  it("is its video while it is live, and nothing while it is not or the hub is away", () => {
    expect(playable(camera("live"), true, false)).toBe("video");
    expect(playable(camera("live"), false, true)).toBe("nothing");
    for (const state of ["connecting", "retrying", "paused"] as const) expect(playable(camera(state), true, true)).toBe("nothing");
  });
  it("wakes one on cells on its own page, and there only", () => {
    for (const state of ["asleep", "connecting", "live"] as const) expect(playable(camera(state, "when_needed"), true, true)).toBe("video");
    expect(playable(camera("asleep", "when_needed"), true, false)).toBe("nothing");
    expect(playable(camera("paused", "when_needed"), true, true)).toBe("nothing");
  });
  it("does not keep one on cells awake from a wall that is open all day", () => {
    expect(playable(camera("live", "when_needed"), true, false)).toBe("pictures");
  });
});
