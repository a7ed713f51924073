// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device/model_file.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace porchlight::device::model {

/// Reads all models and refuses two of one name.
/// @return By id.   @error InvalidArgument  As read_model.
Result<std::vector<Model>> read_models(std::span<const FileText> files,
                                       std::span<const FileText> shared);
/// The models of a folder like spec/models/, with its shared/.
/// @error NotFound, PermissionDenied   @error InvalidArgument  As read_model.
Result<std::vector<Model>> load_models(const std::string& folder);

/// All models that this program was built with, by id. Read once, at the first call. The build
/// refuses a wrong file, so this cannot fail. Thread-safe.
[[nodiscard]] std::span<const Model> all_models();

/// By id, name or alias; capitals, spaces and hyphens do not matter. Null when there is none.
[[nodiscard]] const Model* find_model(std::string_view name);
/// The model whose name stands in somebody's words ("my Blink Outdoor flashes"), the longest name
/// first; null if none does. Aliases do not count: "mini" is a word like any other.
[[nodiscard]] const Model* model_in_words(std::string_view words);
/// What a mistyped name most likely meant; empty when nothing is near.
[[nodiscard]] std::string_view nearest_model(std::string_view name);

}  // namespace porchlight::device::model
