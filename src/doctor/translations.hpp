// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/language.hpp"
#include "base/phrasebook.hpp"
#include "base/toml_file.hpp"
#include "doctor/knowledge.hpp"

#include <span>
#include <string>
#include <vector>

namespace porchlight::doctor {

/// What spec/doctor/ says to people, in another language: the files of its folder "de".
/// @return  Empty for English, and where there is no such folder.
/// @error InvalidArgument  As read_translations.
Result<std::vector<Translation>> translations_of(std::span<const FileText> files,
                                                 Language language);

/// The same of what this program was built with. The build refuses wrong files, so it cannot fail.
[[nodiscard]] std::vector<Translation> built_in_translations(Language language);

/// Where a language has a folder, each text that people read has its translation under its own
/// name, and nothing is translated that is not said any more.
/// @return  Each as "path:12: a sentence".
[[nodiscard]] std::vector<std::string> check_translations(const Knowledge& knowledge,
                                                          std::span<const FileText> files);

}  // namespace porchlight::doctor
