// SPDX-License-Identifier: Apache-2.0
// A case for the doctor: whatever it holds, it is read or refused, and what was read points into
// the knowledge.
#include "doctor/case_file.hpp"
#include "doctor/knowledge_file.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    namespace doctor = porchlight::doctor;
    const doctor::Knowledge& knowledge = doctor::built_in_knowledge();
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto home = doctor::parse_case(knowledge, text);
    if (!home) {
        return 0;
    }
    for (const auto* list : {&home->cameras.front().findings, &home->home}) {
        for (const doctor::Finding& finding : *list) {
            const auto& values = knowledge.observations.at(finding.observation).values;
            if (finding.fits.size() != values.size() || std::ranges::max(finding.fits) != 1 ||
                finding.words.empty()) {
                __builtin_trap();
            }
        }
    }
    // Whatever somebody writes, it weighs no more than it may, and its reasons stand in it.
    const auto words = doctor::words_of(home->cameras.front().words);
    const auto ratios = knowledge.likeness.ratios(words);
    const auto [least, most] = std::ranges::minmax(ratios);
    if (!(least >= doctor::Likeness::kLeast && most <= doctor::Likeness::kMost)) {
        __builtin_trap();
    }
    const auto likest = static_cast<std::size_t>(std::ranges::max_element(ratios) - ratios.begin());
    for (const std::size_t place : knowledge.likeness.reasons(words, likest, 3)) {
        if (place >= words.size()) {
            __builtin_trap();
        }
    }
    return 0;
}
