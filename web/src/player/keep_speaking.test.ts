// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { askEveryMs, keepSpeaking } from "./keep_speaking";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("speaking through a camera", () => {
  it("asks now and then whether it is heard, and no more when it is over", async () => {
    const [goOn, fallSilent] = [vi.fn(() => Promise.resolve()), vi.fn(() => Promise.resolve())];
    let letGo = (): void => {};
    const speaking = keepSpeaking({ goOn, fallSilent }, new Promise((resolve) => (letGo = resolve)));
    await vi.advanceTimersByTimeAsync(2 * askEveryMs);
    expect(goOn).toHaveBeenCalledTimes(2);
    expect(fallSilent).not.toHaveBeenCalled();
    letGo();
    await speaking;
    expect(fallSilent).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(2 * askEveryMs);
    expect(goOn).toHaveBeenCalledTimes(2);
  });

  it("ends with the hub's sentence when the camera hears nothing any more", async () => {
    const fallSilent = vi.fn(() => Promise.resolve());
    const speaking = keepSpeaking({ goOn: () => Promise.reject(new Error("The camera is gone.")), fallSilent }, new Promise(() => {}));
    const said = expect(speaking).rejects.toThrow("The camera is gone.");
    await vi.advanceTimersByTimeAsync(askEveryMs);
    await said;
    expect(fallSilent).toHaveBeenCalledTimes(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});
