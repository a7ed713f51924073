// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/toml_file.hpp"

#include <span>

namespace porchlight::doctor {

/// spec/doctor/ as the program carries it.
[[nodiscard]] std::span<const BuiltInText> built_in_texts();

}  // namespace porchlight::doctor
