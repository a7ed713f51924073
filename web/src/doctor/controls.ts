// SPDX-License-Identifier: Apache-2.0
// What a walk wants of people in each of its phases, and how its parts are put. Pure.
import type { DoctorFinding, DoctorSession } from "../api/types";
import { seenBy, steps } from "../generated/doctor_words";

export type Control =
  /** One of the question's answers. */
  | "answers"
  | "cannot_say"
  /** Pick or tap the light, where the question is about one. */
  | "show_light"
  | "done"
  | "no_help"
  | "skipped"
  /** "Nothing is wrong": so it is; no, something is. */
  | "agree"
  | "disagree"
  | "worked"
  | "still_not"
  | "report"
  | "begin_anew"
  | "leave";

export const lightQuestions = new Set(["light", "hub_light"]);

/** @param isSeen The hub sees the camera, and notices by itself when it works again. */
export function controlsOf(session: Pick<DoctorSession, "phase" | "next" | "end">, isSeen: boolean): Control[] {
  switch (session.phase) {
    case "looking":
      return ["leave"];
    case "asking":
      return lightQuestions.has(session.next.id) ? ["show_light", "answers", "cannot_say", "leave"] : ["answers", "cannot_say", "leave"];
    case "doing":
      return steps[session.next.id]?.kind === "nothing" ? ["agree", "disagree", "leave"] : ["done", "no_help", "skipped", "leave"];
    case "watching":
      // It came back by itself: there is no step to tell of.
      if (session.next.id === "") return ["leave"];
      return isSeen || session.next.works ? ["still_not", "leave"] : ["worked", "still_not", "leave"];
    case "support":
      return ["report", "leave"];
    case "ended":
      return ["report", "begin_anew"];
  }
}

export type Certainty = "very_likely" | "likely" | "perhaps" | "hardly";

/** As the doctor's report words it. */
export function certaintyOf(share: number): Certainty {
  if (share >= 0.8) return "very_likely";
  if (share >= 0.5) return "likely";
  return share >= 0.2 ? "perhaps" : "hardly";
}

/** Below that a cause counts as ruled out. */
export const ruledOutBelow = 0.05;

export type Strength = "much" | "some" | "little";

/** How much a reason moves the scales, for or against. */
export function strengthOf(timesLikelier: number): Strength {
  const times = timesLikelier >= 1 ? timesLikelier : 1 / Math.max(timesLikelier, 1e-6);
  if (times >= 10) return "much";
  return times >= 3 ? "some" : "little";
}

/** What is known of each thing, the newest only: after each step the hub looks again. */
export function newestFindings(findings: readonly DoctorFinding[]): DoctorFinding[] {
  return [...new Map(findings.map((finding) => [finding.observation, finding])).values()];
}

/** Somebody said so; the rest was seen by the hub or the camera. */
export const isOwners = ({ observation }: Pick<DoctorFinding, "observation">): boolean => seenBy[observation] === "owner" || seenBy[observation] === "told";

/** Their own words, which are quoted; a light that was picked or tapped is none. */
export const isQuote = (finding: Pick<DoctorFinding, "observation" | "words">): boolean => isOwners(finding) && !/^(picked|tapped along): /.test(finding.words);

/** The steps that an outcome is of. */
export function stepsTold(next: DoctorSession["next"], withAlso: boolean): string[] {
  return next.also && withAlso ? [next.id, next.also.id] : [next.id];
}
