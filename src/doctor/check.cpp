// SPDX-License-Identifier: Apache-2.0
#include "doctor/check.hpp"

#include "doctor/advice.hpp"
#include "doctor/check_parts.hpp"
#include "doctor/complaints.hpp"
#include "doctor/practice_case.hpp"
#include "doctor/translations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace porchlight::doctor {

namespace {

std::vector<std::string> check_practice(const Knowledge& knowledge,
                                        std::span<const FileText> files) {
    const auto cases = read_practice_cases(knowledge, files);
    if (!cases) {
        return {cases.error().message()};
    }
    std::vector<std::string> complaints;
    for (const PracticeCase& one : *cases) {
        const Belief belief = believe(knowledge, one.home);
        const auto allowed = allowed_steps(knowledge, one.home, belief, {});
        if (const auto differs = what_differs(knowledge, one, belief, allowed)) {
            complaints.push_back(
                fmt::format("{}:{}: {} ({})", one.file, one.line, *differs, one.tells));
        }
    }
    return complaints;
}

}  // namespace

std::vector<std::string> check(const Knowledge& knowledge, std::span<const FileText> files) {
    Complaints complaints(files);
    check_causes(knowledge, complaints);
    check_steps(knowledge, complaints);
    check_texts(knowledge, complaints);
    check_likeness(knowledge, complaints);
    check_typical_cases(knowledge, complaints);
    std::vector<std::string> all = complaints.all();
    std::ranges::copy(check_practice(knowledge, files), std::back_inserter(all));
    std::ranges::copy(check_translations(knowledge, files), std::back_inserter(all));
    return all;
}

}  // namespace porchlight::doctor
