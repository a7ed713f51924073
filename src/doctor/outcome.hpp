// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "doctor/case.hpp"
#include "doctor/knowledge.hpp"
#include "doctor/lens.hpp"

#include <span>

namespace porchlight::doctor {

/// How often a step cures one cause, done by people who sometimes do it wrong. 0 if it does nothing
/// to it.
[[nodiscard]] double cure_chance(const Step& step, std::size_t cause);

/// How likely what came of a step is when these causes were there before it. A camera works again
/// when each of them is cured, or hidden for a while.
[[nodiscard]] double chance_of(const Outcome& outcome, const Step& step,
                               std::span<const CauseIndex> causes);

}  // namespace porchlight::doctor
