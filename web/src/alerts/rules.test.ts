// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import type { AlertRule } from "../api/types";
import { changeKind, isOnAt, ruleFor, switchAt } from "./rules";

const motion: AlertRule = { kind: "motion", camera_id: null, on: true, quiet: null, rest_s: 60, after_s: 0 };

describe("alert rules", () => {
  it("give a camera a rule of its own only while it is another way", () => {
    const off = switchAt([motion], "motion", "porch", false);
    expect(isOnAt(off, "motion", "porch")).toBe(false);
    expect(isOnAt(off, "motion", "yard")).toBe(true);
    expect(switchAt(off, "motion", "porch", true)).toEqual([motion]);
  });

  it("carry quiet hours and rest to cameras with a rule of their own, and leave them off", () => {
    const off = switchAt([motion], "motion", "porch", false);
    const changed = changeKind(off, "motion", { rest_s: 300 });
    expect(changed.map((rule) => rule.rest_s)).toEqual([300, 300]);
    expect(isOnAt(changed, "motion", "porch")).toBe(false);
    expect(isOnAt(changeKind(changed, "motion", { on: false }), "motion", "yard")).toBe(false);
  });

  it("begin with a plain rule for a kind that has none", () => {
    expect(ruleFor([], "ring").on).toBe(true);
    expect(changeKind([motion], "ring", { on: false })).toHaveLength(2);
  });
});
