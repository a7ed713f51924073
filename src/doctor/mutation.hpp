// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "base/toml_file.hpp"
#include "doctor/knowledge.hpp"
#include "doctor/practice_case.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

/// Would anybody notice if a word of the knowledge were wrong? Each word that moves a number is
/// turned into its opposite, one at a time, and the practice cases are gone through again.
namespace porchlight::doctor {

/// One word to be turned, or one name of a list to be left out.
struct Mutation {
    std::size_t file = 0;  ///< Of the files that it was found in.
    int line = 1;
    std::string key;   ///< "how"
    std::string from;  ///< "usually"
    std::string to;    ///< "never"; empty when it is left out of its list.
    /// The observation or cause that the line is about; empty if it is about the whole file.
    std::string about;
};

/// Every such word of causes, observations and steps. How often: what is often or more becomes
/// never, the rest always. How common: what is common or more becomes very rare, the rest very
/// common. Services that a cause breaks and answers that forbid a step are left out.
[[nodiscard]] std::vector<Mutation> mutations(std::span<const FileText> files);

/// The file with that word turned.
[[nodiscard]] FileText turned(const FileText& file, const Mutation& mutation);

/// Goes through practice cases that are all as they should be.
class MutationRun {
  public:
    MutationRun(const Knowledge& knowledge, std::span<const FileText> files,
                std::span<const PracticeCase> cases);

    /// Whether some case comes out otherwise, or the file cannot be read any more.
    [[nodiscard]] bool is_noticed(const Mutation& mutation) const;

  private:
    struct Known {
        const PracticeCase* practice;
        Belief belief;
        std::vector<std::size_t> allowed;  ///< Steps.
    };
    [[nodiscard]] bool differs(const Knowledge& changed, const Mutation& mutation,
                               const Known& known) const;
    [[nodiscard]] bool concerns(const Knowledge& changed, const Mutation& mutation,
                                const Known& known) const;
    [[nodiscard]] bool step_differs(const Knowledge& changed, const Mutation& mutation,
                                    const Known& known) const;

    const Knowledge& knowledge_;
    std::span<const FileText> files_;
    std::vector<Known> cases_;
};

}  // namespace porchlight::doctor
