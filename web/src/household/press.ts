// SPDX-License-Identifier: Apache-2.0
// What a hold of the button does, by the model's own times (src/device/press.hpp).
import type { Grammar } from "./types";

export type Phase = "short" | "soft" | "warning" | "armed" | "stuck";

/** Where the phases begin, in ms; those that a model does not have are left out. */
export function phasesOf(grammar: Grammar): Array<{ phase: Phase; from: number; to: number }> {
  const edges: Array<{ phase: Phase; from: number; to: number }> = [
    { phase: "short", from: 0, to: grammar.ignored_below_ms },
    { phase: "soft", from: grammar.ignored_below_ms, to: grammar.soft_until_ms },
    { phase: "warning", from: grammar.soft_until_ms, to: grammar.armed_from_ms },
    { phase: "armed", from: grammar.armed_from_ms, to: grammar.stuck_after_ms },
  ];
  return edges.filter((edge) => edge.to > edge.from);
}

export function phaseAfter(grammar: Grammar, heldMs: number): Phase {
  if (heldMs > grammar.stuck_after_ms) return "stuck";
  return phasesOf(grammar).findLast((edge) => heldMs >= edge.from)?.phase ?? "short";
}
