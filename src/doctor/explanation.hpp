// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "doctor/belief.hpp"
#include "doctor/case.hpp"
#include "doctor/knowledge.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace porchlight::doctor {

/// In place of an observation: what the owner's words are like, beside what was understood of them.
inline constexpr std::size_t kWordsAlone = static_cast<std::size_t>(-1);

/// How much one finding speaks for a cause: the odds of the cause with it, over those without it.
/// Above 1 it speaks for the cause, below against.
struct Weight {
    std::size_t observation = 0;  ///< Or kWordsAlone.
    double ratio = 1;
};

/// Of each finding, and of the words that somebody wrote, by leaving it out and looking again; the
/// strongest first, whichever way it speaks.
[[nodiscard]] std::vector<Weight> weights(const Knowledge& knowledge, const Case& home,
                                          const Belief& belief, std::size_t cause);

/// Where the two likeliest causes are too close to tell them apart, and need not be as this step
/// mostly cures either: a sentence that says so. Else nothing.
[[nodiscard]] std::optional<std::string> same_cure(const Knowledge& knowledge, const Belief& belief,
                                                   std::size_t step);

}  // namespace porchlight::doctor
