// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace porchlight::device::model {

/// A file of spec/models/ as the program carries it.
struct BuiltInText {
    std::string_view path;
    std::string_view text;
};

[[nodiscard]] std::span<const BuiltInText> built_in_models();
[[nodiscard]] std::span<const BuiltInText> built_in_shared();

}  // namespace porchlight::device::model
