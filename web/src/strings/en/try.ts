// SPDX-License-Identifier: Apache-2.0
// The words of the page with virtual households.
import type { Try } from "../../api/types";

type Stage = NonNullable<Try["lesson"]>;
const stages: Record<Stage, string> = { coming: "Watch: it is about to happen.", open: "Your turn.", done: "Done.", spoiled: "Not this time." };

export const tryIt = {
  tab: "Try it",
  title: "Try it",
  lead: "Households that exist only in this hub. Break things, press buttons, move cameras: nothing here is a part of your home, and nothing can go wrong.",
  learn: "Learn by doing",
  learnText: "Each has one thing to mend, and finds out by itself whether you did.",
  look: "Look around",
  lookText: "Whole households, each with something that happens to it.",
  begin: "Begin",
  beginOf: (name: string) => `Begin: ${name}`,
  loading: "The households are fetched…",
  wakes: "The household wakes up…",
  end: "End it",
  again: "Begin again",
  others: "Another household",
  over: "This household has ended",
  overText: "Somebody ended it or began another, or nobody looked for ten minutes.",
  stage: (stage: Stage) => stages[stage],
  task: "What to do",
  isVirtual: "Virtual: nothing here is your home.",
  lessonDrawing: (model: string) => `Front of a ${model}`,
  names: {
    "busy-radio": "A crowded radio",
    "flat-batteries-in-winter": "Flat cells in winter",
    "fresh-cameras": "Fresh from their boxes",
    "hot-summer": "A hot summer",
    "isp-outage": "The line is down",
    "moved-router": "The router moves",
    "new-house": "A new house",
    "own-cameras": "Cameras of four kinds",
    "second-hand-camera": "A second-hand camera",
  } as Record<string, string>,
};
