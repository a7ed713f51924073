// SPDX-License-Identifier: Apache-2.0
#include "doctor/check.hpp"

#include "doctor/check_parts.hpp"
#include "doctor/complaints.hpp"

namespace porchlight::doctor {

std::vector<std::string> check(const Knowledge& knowledge, std::span<const FileText> files) {
    Complaints complaints(files);
    check_causes(knowledge, complaints);
    check_steps(knowledge, complaints);
    check_texts(knowledge, complaints);
    check_likeness(knowledge, complaints);
    check_typical_cases(knowledge, complaints);
    return complaints.all();
}

}  // namespace porchlight::doctor
