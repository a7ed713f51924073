// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "base/toml_file.hpp"
#include "doctor/knowledge.hpp"

#include <span>
#include <string>
#include <vector>

namespace porchlight::doctor {

/// Reads what spec/doctor/ holds, whose README.md says what each key means: `traits.toml` and
/// `services.toml`, and a file each in `causes/`, `observations/` and `steps/`, named after what it
/// tells of. The order of the files does not matter. Pure.
/// @error InvalidArgument "spec/doctor/causes/power.battery_low.toml:12: …": broken TOML, an
/// unknown key, word or name (with the nearest known one), a number-moving line without a source,
/// or something that is missing.
Result<Knowledge> read_knowledge(std::span<const FileText> files);

/// The files of a folder like spec/doctor/, practice cases and translations too.
/// @error NotFound, PermissionDenied
Result<std::vector<FileText>> read_knowledge_folder(const std::string& folder);

/// The knowledge of a folder like spec/doctor/.
/// @error NotFound, PermissionDenied   @error InvalidArgument  As read_knowledge.
Result<Knowledge> load_knowledge(const std::string& folder);

/// The same with one file of a cause, an observation or a step read anew, whose answers keep their
/// order.
/// @error InvalidArgument  As read_knowledge; or there was no such file before.
Result<Knowledge> with_file(Knowledge knowledge, const FileText& file);

/// The files that this program was built with.
[[nodiscard]] std::vector<FileText> built_in_files();

/// What this program was built with. Read once, at the first call. The build refuses wrong files,
/// so this cannot fail. Thread-safe.
[[nodiscard]] const Knowledge& built_in_knowledge();

}  // namespace porchlight::doctor
