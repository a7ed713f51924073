// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { matchPath } from "./router";

describe("matchPath", () => {
  it("takes named parts out", () => expect(matchPath("/cameras/:id", "/cameras/a%20b")).toEqual({ id: "a b" }));
  it("does not mind a slash at the end", () => expect(matchPath("/clips", "/clips/")).toEqual({}));
  it("refuses other paths", () => {
    expect(matchPath("/cameras/:id", "/cameras")).toBeNull();
    expect(matchPath("/cameras/:id", "/cameras/")).toBeNull();
    expect(matchPath("/cameras/:id", "/cameras/1/zones")).toBeNull();
  });
  it("finds the first page", () => expect(matchPath("/", "/")).toEqual({}));
});
