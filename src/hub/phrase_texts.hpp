// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/toml_file.hpp"

#include <span>

namespace porchlight::hub {

/// spec/words/de/ as the program carries it: German.
[[nodiscard]] std::span<const BuiltInText> phrase_texts();

}  // namespace porchlight::hub
