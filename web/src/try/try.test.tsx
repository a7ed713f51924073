// SPDX-License-Identifier: Apache-2.0
import { cleanup, fireEvent, render, screen } from "@testing-library/preact";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Try, TryExample } from "../api/types";
import { tryWords } from "../strings/try";
import { ExampleCard, exampleName } from "./example_card";
import { LessonCard } from "./lesson_card";

afterEach(cleanup);

const lesson: TryExample = { id: "learn-restart", title: "Restart it without erasing it.", about: "One camera.", models: ["porchlight-camera"], task: "Hold the button." };
const house: TryExample = { id: "own-cameras", title: "", about: "A house.", models: ["blink-mini", "unheard-of"], task: null };
const view = (stage: Try["lesson"], says = ""): Try => ({ examples: [lesson], running: lesson.id, lesson: stage, says });

describe("a household to choose", () => {
  it("goes by its title, else by a name of its own, never by an empty one", () => {
    expect(exampleName(lesson)).toBe("Restart it without erasing it");
    expect(exampleName(house)).toBe("Cameras of four kinds");
    expect(exampleName({ ...house, id: "made-up" })).toBe("made-up");
  });

  it("draws the models that are known, and is begun by its button", () => {
    const begin = vi.fn();
    const { container } = render(<ExampleCard example={house} busy={null} onBegin={begin} />);
    expect(container.querySelectorAll(".body")).toHaveLength(1);
    fireEvent.click(screen.getByRole("button", { name: "Begin: Cameras of four kinds" }));
    expect(begin).toHaveBeenCalledOnce();
  });
});

describe("a lesson", () => {
  it.each(["coming", "open"] as const)("that is %s says so, and cannot be begun again yet", (stage) => {
    render(<LessonCard example={lesson} view={view(stage)} busy={false} onAgain={() => {}} />);
    expect(screen.getByRole("status").textContent).toContain(tryWords.stage(stage));
    expect(screen.queryByRole("button")).toBeNull();
  });

  it.each(["done", "spoiled"] as const)("that is %s tells what there was to learn, and can be begun again", (stage) => {
    const again = vi.fn();
    render(<LessonCard example={lesson} view={view(stage, "Because.")} busy={false} onAgain={again} />);
    expect(screen.getByRole("status").textContent).toContain("Because.");
    fireEvent.click(screen.getByRole("button", { name: "Begin again" }));
    expect(again).toHaveBeenCalledOnce();
  });

  it("is nothing where there is none", () => {
    const { container } = render(<LessonCard example={house} view={view(null)} busy={false} onAgain={() => {}} />);
    expect(container.innerHTML).toBe("");
  });
});
