// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "doctor/case.hpp"
#include "doctor/knowledge.hpp"
#include "hub/probes/answer.hpp"

#include <vector>

namespace porchlight::hub {

/// Adds what probes saw to a case: what is of the home to the home, the rest to the first camera,
/// in place of what stood there. The figures become the finding's words. Answers that the
/// knowledge does not know are left out.
/// @param home Has a camera.
void add_answers(const doctor::Knowledge& knowledge, const std::vector<ProbeAnswer>& answers,
                 doctor::Case& home);

}  // namespace porchlight::hub
