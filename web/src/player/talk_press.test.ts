// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { idle, pressed, released, tapMs } from "./talk_press";

describe("the button to talk", () => {
  it("talks while it is held", () => {
    const held = pressed(idle, 1000);
    expect(held.kind).toBe("held");
    expect(released(held, 1000 + tapMs)).toEqual(idle);
  });

  it("goes on after a tap until the next one", () => {
    const latched = released(pressed(idle, 1000), 1000 + tapMs - 1);
    expect(latched.kind).toBe("latched");
    const ended = pressed(latched, 5000);
    expect(ended).toEqual(idle);
    expect(released(ended, 5100)).toEqual(idle);
  });
});
