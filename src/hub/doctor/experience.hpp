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

[[nodiscard]] store::CameOfStep came_of(doctor::StepResult result);

}  // namespace porchlight::hub
