// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { words } from ".";
import { doctorWords } from "./doctor";
import { languageFor } from "./language";

describe("the app's language", () => {
  it("is the one that was chosen", () => {
    expect(languageFor("en", ["de-DE"])).toBe("en");
    expect(languageFor("de", ["en-GB"])).toBe("de");
  });

  it("else is the first of the browser's that it speaks", () => {
    expect(languageFor(null, ["fr", "en-US", "de"])).toBe("en");
    expect(languageFor(null, ["fr", "de-AT", "en"])).toBe("de");
  });

  it("is English for whom it does not understand", () => {
    expect(languageFor(null, ["tlh", "enochian"])).toBe("en");
  });

  it("is there when a page is", () => {
    expect(words.nav.wall).toBe("Cameras");
    expect(doctorWords.light.previewEmpty).toMatch(/\w/);
  });
});
