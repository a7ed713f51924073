// SPDX-License-Identifier: Apache-2.0
import type { RefObject } from "preact";
import type { DoctorLight, DoctorSession } from "../api/types";
import type { KnownModel } from "./model_of";

/** What people can do in a walk; one thing at a time. */
export interface Acts {
  /** The name of what is under way: an answer's id, or "light", "outcome:done", ... */
  busy: string | null;
  /** Nothing: they cannot tell. */
  answer: (value: string | null) => void;
  light: (light: DoctorLight) => void;
  outcome: (word: "done" | "worked" | "no_help" | "skipped", withAlso?: boolean) => void;
}

export interface PhaseProps {
  session: DoctorSession;
  model: KnownModel;
  /** The hub sees the camera by itself. */
  isSeen: boolean;
  act: Acts;
  /** Gets the focus when what is wanted changes. */
  title: RefObject<HTMLHeadingElement | null>;
}
