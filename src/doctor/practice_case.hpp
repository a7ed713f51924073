// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "base/toml_file.hpp"
#include "doctor/belief.hpp"
#include "doctor/case.hpp"
#include "doctor/knowledge.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace porchlight::doctor {

/// A fault as somebody would find it, in answers to observations, and what a person who knows
/// cameras would say of it. Written from how things work and from sources, never from the
/// knowledge: what the knowledge says is judged by these.
struct PracticeCase {
    std::string file;  ///< "spec/doctor/cases/power.toml"
    int line = 1;
    std::string tells;  ///< What happened, for whoever reads it.
    Case home;
    std::optional<std::size_t> cause;   ///< The right one…
    std::size_t among = 1;              ///< …is among so many of the likeliest.
    std::vector<std::size_t> unlikely;  ///< Causes that are not among the first three.
    std::vector<std::size_t> steps;     ///< One of these is done first, if nothing more is asked.
    std::vector<std::size_t> never;     ///< Steps that must not be done.
};

/// Reads the files of a folder `cases/`, and passes over all others. Pure.
/// @error InvalidArgument "spec/doctor/cases/power.toml:12: …"
Result<std::vector<PracticeCase>> read_practice_cases(const Knowledge& knowledge,
                                                      std::span<const FileText> files);

/// The stories that are told of causes, as cases of them; of these such whose cause comes first.
[[nodiscard]] std::vector<PracticeCase> story_cases(const Knowledge& knowledge);

/// What comes otherwise than the case says, as a sentence; nothing where all is as it should be.
/// @param belief  In what is wrong, as believe() has it for the case.
/// @param allowed  The steps that may be done, as allowed_steps() has them.
[[nodiscard]] std::optional<std::string> what_differs(const Knowledge& knowledge,
                                                      const PracticeCase& practice,
                                                      const Belief& belief,
                                                      const std::vector<std::size_t>& allowed);

/// The same without what is said of causes.
[[nodiscard]] std::optional<std::string> what_steps_differ(const Knowledge& knowledge,
                                                           const PracticeCase& practice,
                                                           const Belief& belief,
                                                           const std::vector<std::size_t>& allowed);

}  // namespace porchlight::doctor
