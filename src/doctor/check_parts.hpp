// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "doctor/complaints.hpp"
#include "doctor/knowledge.hpp"

/// The parts of check(), a file each.
namespace porchlight::doctor {

void check_causes(const Knowledge& knowledge, Complaints& complaints);
void check_typical_cases(const Knowledge& knowledge, Complaints& complaints);
void check_likeness(const Knowledge& knowledge, Complaints& complaints);
void check_steps(const Knowledge& knowledge, Complaints& complaints);
void check_texts(const Knowledge& knowledge, Complaints& complaints);

}  // namespace porchlight::doctor
