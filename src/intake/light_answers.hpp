// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "doctor/knowledge.hpp"
#include "light/pattern.hpp"

#include <vector>

namespace porchlight::intake {

/// For each answer of an observation whose answers have drawings: how easily a person who looks at
/// that pattern gives this answer, 1 if it is the very thing, near 0 if nobody would. The human
/// errors are those of light::likeness(): colours taken for their neighbours, bursts miscounted,
/// one kind of light taken for another. How fast a light goes an answer does not say, so no answer
/// is better for it; the lit share of a period counts ("a blink" against "on, with gaps").
/// Answers without a drawing get 0. Pure.
[[nodiscard]] std::vector<double> answers_to(const doctor::Observation& observation,
                                             const light::Pattern& shown);

}  // namespace porchlight::intake
