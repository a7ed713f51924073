// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/toml_file.hpp"

#include <span>

namespace porchlight::device::model {

/// spec/models/ as the program carries it.
[[nodiscard]] std::span<const BuiltInText> built_in_models();
[[nodiscard]] std::span<const BuiltInText> built_in_shared();

}  // namespace porchlight::device::model
