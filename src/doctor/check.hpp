// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/toml_file.hpp"
#include "doctor/knowledge.hpp"

#include <span>
#include <string>
#include <vector>

namespace porchlight::doctor {

/// What is wrong with knowledge that can be read, each as "path:12: a sentence":
///
/// - causes that no step cures, or none on some camera; that nothing tells from another one with
///   another cure; whose own typical case is taken for another; that contradict themselves;
/// - observations, and answers, that change nothing, and what is of the home but says a camera's;
/// - steps that cure nothing, or are forbidden by what can never be; risks without a gentler way;
/// - texts that are hard to read, by sentence and by school year;
/// - practice cases (practice_case.hpp) that come out otherwise than they say;
/// - texts without their translation, and translations without their text.
///
/// @param files  What the knowledge was read from, for the lines; practice cases among them. Pure.
[[nodiscard]] std::vector<std::string> check(const Knowledge& knowledge,
                                             std::span<const FileText> files);

}  // namespace porchlight::doctor
