// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "doctor/belief.hpp"
#include "doctor/knowledge.hpp"
#include "store/doctor_store.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace porchlight::hub {

/// So often a cause must have been cured for good in this home before it counts as commoner here.
inline constexpr std::int64_t kCuredOften = 3;

/// The same knowledge, with what was often the cause in this home one word commoner: "common"
/// becomes "very common". Never more than that, so that a home's history leans on the scales and
/// does not decide. Pure.
[[nodiscard]] doctor::Knowledge with_experience(doctor::Knowledge knowledge,
                                                const std::vector<store::DoctorCount>& counts);

/// The cause that a step's outcome is counted for: the likeliest before it of those that the step
/// cures, or hides. Nothing for a step that neither cures nor hides any.
[[nodiscard]] std::optional<std::size_t> blamed(const doctor::Knowledge& knowledge,
                                                const doctor::Belief& before,
                                                const doctor::Outcome& outcome);
[[nodiscard]] store::CameOfStep came_of(doctor::StepResult result);

}  // namespace porchlight::hub
