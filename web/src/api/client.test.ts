// SPDX-License-Identifier: Apache-2.0
import { expect, test, vi } from "vitest";
import { askEarly, call } from "./client";

test("what was asked early is taken once, and a question with its own particulars is asked anew", async () => {
  let asked = 0;
  const fetching = vi.spyOn(globalThis, "fetch").mockImplementation(async () => new Response(JSON.stringify({ asked: ++asked })));
  void askEarly("/clips", "de");
  expect(await call("GET /clips", { query: { limit: 6 } })).toEqual({ asked: 2 });
  expect(await call("GET /clips")).toEqual({ asked: 1 });
  expect(await call("GET /clips")).toEqual({ asked: 3 });
  expect(fetching.mock.calls[0]).toEqual(["/api/v1/clips", { credentials: "same-origin", headers: { "Accept-Language": "de" } }]);
});

test("an early question that fails is a failure of whoever takes its answer, as any other", async () => {
  vi.spyOn(globalThis, "fetch").mockRejectedValueOnce(new TypeError("no line")).mockResolvedValueOnce(new Response("{}"));
  await askEarly("/home", "en").catch(() => {});
  await expect(call("GET /home")).rejects.toMatchObject({ status: 0, code: "unavailable" });
  expect(await call("GET /home")).toEqual({});
});
