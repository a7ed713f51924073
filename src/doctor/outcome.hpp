// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "doctor/case.hpp"
#include "doctor/knowledge.hpp"
#include "doctor/lens.hpp"

#include <array>
#include <cstddef>
#include <span>

namespace porchlight::doctor {

inline constexpr std::size_t kMostFaults = 3;

/// How often a step cures one cause, done by people who sometimes do it wrong. 0 if it does nothing
/// to it.
/// @param tries  So often it was done before without effect: either it was done wrong, or it does
///               not help here.
[[nodiscard]] double cure_chance(const Step& step, std::size_t cause, std::size_t tries = 0);

/// How often a step has been done, alone or with others.
[[nodiscard]] std::size_t times_done(std::span<const Outcome> outcomes, std::size_t step);

/// What may be left of up to three causes: for each subset (bit i is the cause at place i) its
/// share of belief.
using Remains = std::array<double, std::size_t{1} << kMostFaults>;

/// What is left of `causes` once something was done that came out so. Each cause that is still
/// there is cured, hidden or neither; the camera works again if none of the last kind is there.
/// @param steps  All that are known.
[[nodiscard]] Remains after(const Outcome& outcome, std::span<const Step> steps,
                            std::span<const CauseIndex> causes, const Remains& before);

}  // namespace porchlight::doctor
