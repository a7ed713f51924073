// SPDX-License-Identifier: Apache-2.0
import { render, screen } from "@testing-library/preact";
import { describe, expect, it } from "vitest";
import { modelFacts } from "../generated/model_facts";
import { badgesOf } from "./body";
import { ModelPicker } from "./model_picker";
import { ModelSides } from "./model_views";
import { buttonOf, marksOf, shapeOf, viewsOf } from "./shapes";

const all = Object.entries(modelFacts);

describe.each(all)("the drawing of %s", (_, model) => {
  it("has its button in exactly one view that is shown, on the body or its foot", () => {
    const button = buttonOf(model);
    const { box, top, floor } = shapeOf(model);
    expect(viewsOf(model)).toContain(button.view);
    expect(button.at.x).toBeGreaterThan(box.x);
    expect(button.at.x).toBeLessThan(box.x + box.width);
    expect(button.at.y).toBeGreaterThan(top);
    expect(button.at.y).toBeLessThan(floor);
    expect(viewsOf(model).filter((view) => marksOf(model, view).some(({ kind }) => kind === "button"))).toEqual([button.view]);
  });

  it("marks its light, and has numbers that do not cover each other", () => {
    expect(marksOf(model, "front").map(({ kind }) => kind)).toContain("light");
    for (const view of viewsOf(model)) {
      const badges = badgesOf(marksOf(model, view));
      for (const [index, badge] of badges.entries()) {
        for (const other of badges.slice(index + 1)) expect(Math.hypot(badge.x - other.x, badge.y - other.y)).toBeGreaterThan(16);
        expect(badge.y).toBeGreaterThan(7);
        expect(badge.y).toBeLessThan(173);
      }
    }
  });

  it("says in words all that is marked", () => {
    const { container, unmount } = render(<ModelSides model={model} />);
    for (const figure of container.querySelectorAll("figure")) {
      expect(figure.querySelectorAll("li")).toHaveLength(figure.querySelectorAll(".mark-badge").length);
      expect(figure.querySelector("svg")?.getAttribute("aria-label")).toContain(model.name);
    }
    unmount();
  });
});

describe("an inside", () => {
  it("is shown of what opens, and of nothing else", () => {
    expect(all.filter(([, model]) => viewsOf(model).includes("inside")).map(([id]) => id)).toContain("blink-outdoor-4");
    expect(viewsOf(modelFacts["blink-mini"] ?? all[0]![1])).toEqual(["front", "back"]);
  });
});

describe("the picker", () => {
  it("opens at the maker of the chosen model, and lets people not know", () => {
    render(<ModelPicker value="tapo-wired" onChange={() => {}} mayNotKnow />);
    expect(screen.getByRole<HTMLInputElement>("radio", { name: modelFacts["tapo-wired"]?.name ?? "" }).checked).toBe(true);
    expect(screen.getByRole("radio", { name: "I do not know, or it is not here" })).toBeTruthy();
  });
});
